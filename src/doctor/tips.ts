/** The newest commit of each branch that the engine follows, in CodeCommit. A branch is missing if it is unknown. */
export type Tips = ReadonlyMap<string, string>;
