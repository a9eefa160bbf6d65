import fc from 'fast-check'

// The suite says the same about the same code: properties draw from one seed. To explore, name another (or `random`):
// FC_SEED=random LAWS=500 npm test -- test/flow
const seed = process.env['FC_SEED'] ?? '20261122'
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })
