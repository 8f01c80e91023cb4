package org.openstm.kiosk.catalog;

import java.util.Set;

/// Release state of an item, and where it is offered.
///
/// @param rollout where it is offered
/// @param places description of that for citizens elsewhere; empty for items offered everywhere
public record ItemRelease(ReleaseState state, Rollout rollout, LocalizedText places) {
    /// Offered everywhere.
    public static final ItemRelease EVERYWHERE =
            new ItemRelease(ReleaseState.LIVE, Rollout.EVERYWHERE, LocalizedText.NONE);

    public enum ReleaseState {
        /// Draft: visible in demonstrations only.
        DRAFT,
        /// Pilot: visible only where it is rolled out.
        PILOT,
        /// Offered where it is rolled out; elsewhere it tells where.
        LIVE,
        /// Withdrawn; citizens who search for it are told so.
        WITHDRAWN
    }

    /// Terminals, branches and regions; all empty means everywhere.
    ///
    /// @param terminals `ST-0412-03`
    /// @param branches `ST-0412`, the prefix of their terminals' ids
    /// @param regions prefixes of GB/T 2260 or statistical codes: `53` a province, `5301` a city, `530102` a
    ///     county
    public record Rollout(Set<String> terminals, Set<String> branches, Set<String> regions) {
        public static final Rollout EVERYWHERE = new Rollout(Set.of(), Set.of(), Set.of());

        public Rollout {
            terminals = Set.copyOf(terminals);
            branches = Set.copyOf(branches);
            regions = Set.copyOf(regions);
        }

        public boolean isEverywhere() {
            return terminals.isEmpty() && branches.isEmpty() && regions.isEmpty();
        }

        public boolean isRolledOutAt(TerminalLocation spot) {
            return isEverywhere()
                    || terminals.contains(spot.terminal())
                    || branches.contains(spot.branchId())
                    || regions.stream().anyMatch(spot.region()::startsWith);
        }
    }
}
