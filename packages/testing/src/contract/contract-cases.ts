/** One rule of a contract, as a test that is run for each backend. */
export interface ContractCase<World> {
  readonly title: string;
  readonly run: (world: World) => Promise<void>;
}

/** A list of cases that is written like tests. */
export interface ContractCases<World> {
  readonly cases: readonly ContractCase<World>[];
  readonly test: (title: string, run: (world: World) => Promise<void>) => void;
}

export function contractCases<World>(): ContractCases<World> {
  const cases: ContractCase<World>[] = [];
  return { cases, test: (title, run) => void cases.push({ title, run }) };
}
