/**
 * Which of several questions under way counts. Answers come in any order: one is out of date as soon as a newer question
 * has its answer, or when the old name was hidden after it was asked.
 */
export interface QuestionOrder {
  /** @returns the number of the new question */
  put(hidesOld: boolean): number;
  counts(question: number): boolean;
  /** This question has its outcome: what was asked before it no longer counts, nor does the question itself again. */
  settle(question: number): void;
}

export function createQuestionOrder(): QuestionOrder {
  let newest = 0;
  let newestSettled = 0;
  let newestHiding = 0;
  return {
    put(hidesOld) {
      newest += 1;
      if (hidesOld) newestHiding = newest;
      return newest;
    },
    counts: (question) => question > newestSettled && question >= newestHiding,
    settle(question) {
      newestSettled = Math.max(newestSettled, question);
    },
  };
}
