package org.openstm.kiosk.catalog;

import java.util.Set;

/// How far an item is on its way, and where it is on offer (S09).
///
/// @param rollout where it is on offer
/// @param places the same for citizens who stand elsewhere; empty for what is on offer everywhere
public record ItemRelease(ReleaseState state, Rollout rollout, LocalizedText places) {
    /// On offer everywhere.
    public static final ItemRelease EVERYWHERE =
            new ItemRelease(ReleaseState.LIVE, Rollout.EVERYWHERE, LocalizedText.NONE);

    public enum ReleaseState {
        /// Still being written: known to demonstrations only.
        DRAFT,
        /// Tried out: known only where it is rolled out.
        PILOT,
        /// On offer where it is rolled out; elsewhere it says where.
        LIVE,
        /// No longer done; those who look for it are told so.
        WITHDRAWN
    }

    /// Terminals, branches and regions; nothing named means everywhere.
    ///
    /// @param terminals `ST-0412-03`
    /// @param branches `ST-0412`, what the ids of its terminals begin with
    /// @param regions beginnings of GB/T 2260 or statistical codes: `53` a province, `5301` a city,
    ///     `530102` a county
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
