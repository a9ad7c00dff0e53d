-- the kettles
CREATE TABLE IF NOT EXISTS public.kettles (
  id int
);

create or replace function boil(x int) returns int as $$
begin
  return x;
end;
$$ language plpgsql;
INSERT INTO x VALUES (1);
