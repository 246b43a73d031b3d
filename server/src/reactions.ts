import { dropExpiredSessions } from './identity/index.ts';
import { inboxFollower } from './inbox/index.ts';
import { escalateOverdue, expireReservations, resumeImports } from './needs/index.ts';
import type { Services } from './platform/http/context.ts';
import { every } from './platform/jobs/every.ts';
import { startJobs } from './platform/jobs/jobs.ts';
import { askOverdueTrips, bringBooksDown, refreshForecasts } from './stock/index.ts';
import { escalateWarnings, watchStaples, watchStocks } from './stock/index.ts';
import { assetFollower, openNeedsForAssets } from './asset-reactions.ts';
import { forgetOldCommands } from './platform/http/command.ts';
import { follow } from './platform/log/follow.ts';
import { drawRound, gapHours } from './situation/index.ts';
import { expireTransfers, freezeDueRound, keepGapHour } from './supply/index.ts';
import { intakeJobs } from './needs/index.ts';
import { openNeedsForWarnings, warningFollower } from './warning-reactions.ts';

const HOUR = 3_600_000;

/**
 * All automatic behaviour in one place: "when this fact is recorded, do that", and what the clock does. Nothing else in
 * the program acts by itself.
 */
export async function reactToFacts(services: Services): Promise<{ stop(): Promise<void> }> {
  const { db, hints, logger, clock } = services;
  const wakeAfter = async (work: Promise<number>) => void ((await work) > 0 && hints.wake());
  const followers = [
    follow(db, hints, logger, inboxFollower(clock)),
    follow(db, hints, logger, assetFollower(clock)),
    follow(db, hints, logger, warningFollower(clock)),
  ];
  const jobs = await startJobs(services, {
    /** Fact → job. Several facts with the same key become one run. */
    reactions: { 'intake.start': 'intake.import' },
    jobs: intakeJobs(services),
  });
  const ticks = [
    every(1000, logger, 'escalation', () => wakeAfter(escalateOverdue(db, clock.now()))),
    every(1000, logger, 'warnings', async () => {
      await wakeAfter(watchStocks(db, clock.now()));
      await wakeAfter(openNeedsForWarnings(services));
      await wakeAfter(escalateWarnings(db, clock.now()));
    }),
    every(5000, logger, 'staples', () => wakeAfter(watchStaples(db, clock.now()))),
    every(1000, logger, 'repairs-and-orders', () => wakeAfter(openNeedsForAssets(services))),
    every(5000, logger, 'expiry', () => wakeAfter(expireReservations(db, clock.now()))),
    every(5000, logger, 'transfers', () => wakeAfter(expireTransfers(db, clock.now()))),
    every(10_000, logger, 'overdue-trips', () => wakeAfter(askOverdueTrips(db, clock.now()))),
    every(30_000, logger, 'forecasts', () => wakeAfter(refreshForecasts(db, clock.now()))),
    every(HOUR, logger, 'books', () => wakeAfter(bringBooksDown(db, clock.now()))),
    every(5000, logger, 'rounds', () => wakeAfter(freezeDueRound(db, clock.now(), drawRound))),
    every(60_000, logger, 'gap-hour', async () => void (await keepGapHour(db, clock.now(), gapHours))),
    every(5000, logger, 'imports', () => resumeImports(services)),
    every(HOUR, logger, 'forget-commands', () =>
      db
        .transaction()
        .execute((tx) => forgetOldCommands(tx, clock.now()))
        .then(() => undefined),
    ),
    every(HOUR, logger, 'drop-sessions', async () => void (await dropExpiredSessions(db))),
  ];
  return {
    async stop() {
      await Promise.all([
        ...ticks.map((tick) => tick.stop()),
        ...followers.map((follower) => follower.stop()),
        jobs.stop(),
      ]);
    },
  };
}
