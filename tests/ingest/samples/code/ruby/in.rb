module Tea
  class Kettle < Pot
    LIMIT = 3
    # Boils.
    def boil(water)
      water.each do |w|
        pour w
      end
    end

    def self.full?
      true
    end
  end
end
