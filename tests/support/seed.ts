import fc from 'fast-check';

// A red run must be the change's own: the same stories are told every time. JETWAY_PROPERTY_SEED tells others.
fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: Number(process.env.JETWAY_PROPERTY_SEED ?? 20260914),
});
