/**
 * Which way imports may point, types included. docs/architecture.md draws the same picture.
 *
 * In lib each folder imports only from those before it in this list, and from itself. It is the sentence
 * "trigger, observe, decide, plan, apply, record" with what the sentence leaves out: `steps` is what decide's
 * results mean and what plan walks through; `look` runs observe and decide, and asks plan whether an account
 * differs before it enters it; `record` stands before `apply`, because no call is made before its intent is in
 * the audit log. `reconcile.ts`, directly in lib, says the whole sentence.
 */
const sentence = [
  'model',
  'config',
  'trigger',
  'observe',
  'decide',
  'steps',
  'plan',
  'look',
  'record',
  'apply',
];

/** The folders that are functions of plain data: nothing that they import, however far, may reach an effect. */
const pure = '^lib/(decide|steps|plan)/';

const client = ['node_modules/(@aws-sdk|@smithy|@aws-lambda-powertools)/', '^packages/'];

const backwards = sentence.map((folder, index) => ({
  name: `lib-${folder}-imports-what-comes-before-it`,
  comment: `lib/${folder} imports only ${['itself', ...sentence.slice(0, index)].join(', ')}.`,
  severity: 'error',
  from: { path: `^lib/${folder}/` },
  to: { path: '^lib/', pathNot: `^lib/(${sentence.slice(0, index + 1).join('|')})/` },
}));

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    ...backwards,
    forbid(
      'lib-has-no-other-folder',
      'A new folder of lib gets its place in the sentence above before anything imports it.',
      { path: '^lib/.+/', pathNot: `^lib/(${[...sentence, 'aws'].join('|')})/` },
      {},
    ),
    forbid(
      'lib-aws-imports-model-alone',
      'The adapters implement the ports that model declares, and know nothing else of the domain.',
      { path: '^lib/aws/' },
      { path: '^lib/', pathNot: '^lib/(aws|model)/' },
    ),
    forbid(
      'lib-does-not-choose-its-adapters',
      'Whoever starts a run (a command, a handler, a test) hands the adapters to lib; lib never reaches for them.',
      { path: '^lib/', pathNot: '^lib/aws/' },
      { path: '^lib/aws/' },
    ),
    forbid(
      'only-lib-aws-imports-a-client',
      'Everything else speaks to AWS through the ports of lib/model. The simulator takes its models from the clients, and the demo plays the people who move accounts and attach VPCs, with clients of their own.',
      { path: '^(lib|cli|handlers|bin|cdk)/', pathNot: '^(lib/aws|cli/demo)/' },
      { path: client, pathNot: 'node_modules/@aws-lambda-powertools/' },
    ),
    forbid(
      'only-handlers-know-lambda',
      'What Lambda needs around a function belongs to the function; the demo stands in for Lambda.',
      { path: '^(lib|cli|bin|cdk|sim)/', pathNot: '^cli/demo/' },
      { path: 'node_modules/(@aws-lambda-powertools/|@types/aws-lambda/)' },
    ),
    forbid(
      'decide-steps-plan-import-lib-alone',
      'They are functions of plain data: no package, no module of Node, nothing outside lib.',
      { path: pure },
      { pathNot: '^lib/' },
    ),
    forbid(
      'decide-steps-plan-reach-no-client-clock-or-environment',
      'Not through anybody else either. tests/unit/house forbids the globals (Date, process, …) as well.',
      { path: pure },
      { path: [...client, '^lib/aws/', '^lib/model/clock\\.ts$'], reachable: true },
    ),
    forbid(
      'lib-imports-no-house-around-it',
      'handlers, cli → lib → SDK.',
      { path: '^lib/' },
      { path: '^(bin|cdk|cli|handlers|scripts|sim|tests)/' },
    ),
    forbid(
      'handlers-import-lib-alone',
      'What Lambda runs is neither a command nor a simulation.',
      { path: '^handlers/' },
      { path: '^(bin|cdk|cli|scripts|sim|tests)/' },
    ),
    forbid(
      'cli-imports-lib-and-sim',
      'The demo and `jetway sim` start the simulator, and the demo runs the handlers as Lambda does. Nothing else of the house is a command’s business.',
      { path: '^(cli|bin)/', pathNot: '^cli/demo/' },
      { path: '^(cdk|handlers|scripts|tests)/' },
    ),
    forbid(
      'demo-imports-lib-sim-and-handlers',
      'It is a stage for what is there, not a second implementation of it.',
      { path: '^cli/demo/' },
      { path: '^(cdk|scripts|tests)/' },
    ),
    forbid(
      'sim-imports-nothing-of-the-house',
      'A simulator that shares code with what it tests agrees with its mistakes.',
      { path: '^sim/' },
      { path: '^(bin|cdk|cli|handlers|lib|scripts|tests)/' },
    ),
    forbid(
      'cdk-imports-config-and-model',
      'Stacks read the same jetway.yaml and the same names; handlers reach a template as bundles, by their path.',
      { path: '^cdk/' },
      { path: '^(bin|cli|handlers|scripts|sim|tests|lib/(?!config/|model/))' },
    ),
    forbid(
      'packages-stand-alone',
      'The workspace is dropped in favour of the official package one day.',
      { path: '^packages/' },
      { path: '^(bin|cdk|cli|handlers|lib|scripts|sim|tests)/' },
    ),
    forbid(
      'nothing-imports-tests',
      'Tests are for tests.',
      { pathNot: '^(tests|packages/[^/]+/tests)/' },
      { path: '^(tests|packages/[^/]+/tests)/' },
    ),
    forbid(
      'no-cycle',
      'Types count: two files that need each other are one, or three.',
      {},
      { circular: true },
    ),
    forbid(
      'everything-resolves',
      'An import that leads nowhere hides from every rule.',
      {},
      { couldNotResolve: true },
    ),
    forbid(
      'what-runs-needs-no-devdependency',
      '`npm ci --omit=dev` runs the command and the simulator.',
      { path: '^(bin|cli|handlers|lib|packages/[^/]+/src|sim)/' },
      { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    ),
  ],
  options: {
    // TypeScript 7 has no API to parse with. swc's syntax tree has every import statement, `import type` included.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
