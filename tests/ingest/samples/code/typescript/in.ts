// Copyright 2026 the bakery. Licensed as the rest is.
import { x } from "y";

export const LIMIT = 3;

/** Boils. */
export const boil = async (water: Water): Promise<void> => {
  for (const w of water) {
    pour(w);
  }
};

export default class Kettle<T> extends Pot {
  private lid = 1;

  constructor(private readonly a: number) {
    super(a);
  }

  /**
   * Heats.
   */
  @logged()
  async heat<T>(degrees: number): Promise<T> {
    if (degrees > 3) {
      this.boil();
    }
  }

  get name(): string { return "x"; }
}

export interface Shape { a: number }
export type Alias = string | number;
function plain() {
  return 1;
}
describe("x", () => { it("y", () => {}) });
