import litPlugin from "eslint-plugin-lit";
import litA11y from "eslint-plugin-lit-a11y";
import wc from "eslint-plugin-wc";
import tseslint from "typescript-eslint";
import { house } from "./tools/eslint/house-plugin.mjs";

const LENGTHS = {
  "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
};

const HOUSE = Object.fromEntries(Object.keys(house.rules).map((name) => [`house/${name}`, "error"]));

const UNSAFE = [
  {
    group: ["lit/directives/unsafe-html*", "lit-html/directives/unsafe-html*"],
    message: "foreign markup is parsed, never pasted",
  },
  { group: ["lit/directives/style-map*"], message: "its first render is a style attribute, which the policy drops" },
];

const TYPED = {
  // Numbers and unions of texts in templates are what templates are for.
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
  // Returning what a void function returns is idiomatic in a dispatching switch.
  "@typescript-eslint/no-confusing-void-expression": "off",
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  "@typescript-eslint/no-non-null-assertion": "error",
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
};

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", ".cache/**", "coverage/**", "test-results/**"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house },
    rules: {
      ...LENGTHS,
      ...HOUSE,
      ...TYPED,
      eqeqeq: ["error", "always"],
      "no-restricted-imports": ["error", { patterns: UNSAFE }],
    },
  },
  {
    files: ["packages/*/src/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-console": "error" },
  },
  {
    files: ["packages/{elements,app}/src/**/*.ts"],
    extends: [litPlugin.configs["flat/recommended"], wc.configs["flat/recommended"]],
    plugins: { "lit-a11y": litA11y },
    settings: { wc: { elementBaseClasses: ["LitElement"] } },
    rules: { ...litA11y.configs.recommended.rules },
  },
  {
    // A test is a list of cases: the function that holds them may be long, and node:test's promises are its own business.
    files: ["**/*.test.ts"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            {
              from: "package",
              package: "node:test",
              name: ["test", "it", "describe", "suite", "before", "after", "beforeEach", "afterEach"],
            },
            // Typed as a promise by the plugin for DOM snapshots, which are not used.
            { from: "package", package: "@open-wc/semantic-dom-diff", name: "Equal" },
          ],
        },
      ],
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { ecmaVersion: "latest", sourceType: "module" },
    plugins: { house },
    rules: {
      ...LENGTHS,
      "house/file-name": "error",
      eqeqeq: ["error", "always"],
      "no-unused-vars": "error",
      "prefer-const": "error",
    },
  },
);
