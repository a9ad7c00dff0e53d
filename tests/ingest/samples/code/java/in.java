package a.b;
import java.util.List;

public class Kettle extends Pot {
    private static final int LIMIT = 3;

    public Kettle(int a) {
        this.a = a;
    }

    @Override
    public List<String> names(int a,
                              int b) throws IOException {
        return foo(a);
    }

    enum Color { RED, GREEN }
}
