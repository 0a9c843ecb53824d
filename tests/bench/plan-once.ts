import { observedOrganization, planOrganization } from './planning.ts';

// One size in a process of its own, so that its memory is its own.
const [accounts = 0, consumers = 0] = process.argv.slice(2).map(Number);
const observed = observedOrganization({ accounts, consumers });
const began = process.hrtime.bigint();
const plan = planOrganization(observed);
const milliseconds = Number(process.hrtime.bigint() - began) / 1e6;
const actions = plan.accounts.flatMap(({ sites }) => sites.flatMap((site) => site.actions)).length;
console.log(
  JSON.stringify({
    accounts,
    consumers,
    milliseconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    planned: plan.accounts.length,
    actions,
  }),
);
