/**
 * Does the check digit of a KVNR fit (§ 290 SGB V, Modulus 10 over the letter as two digits and the eight digits after it)?
 * A warning only: sample and test numbers often fail, so a wrong digit never refuses a chat.
 */
export function isKvnrPlausible(kvnr: string): boolean {
  if (!/^[A-Z]\d{9}$/.test(kvnr)) return false;
  const letter = String(kvnr.charCodeAt(0) - 64).padStart(2, "0");
  const digits = Array.from(letter + kvnr.slice(1, 9), Number);
  const sum = digits.reduce((total, digit, index) => total + digitSum(index % 2 === 0 ? digit : digit * 2), 0);
  return sum % 10 === Number(kvnr.at(-1));
}

const digitSum = (value: number): number => (value > 9 ? value - 9 : value);
