package org.openstm.kiosk.reference.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The expected terminals: 319 branches with 1,587 terminals in an invented province. Branch `0412` is the
/// twelfth place of the fourth prefecture; its terminals are `ST-0412-01` and so on.
public final class BranchDirectory {
    private static final int TERMINALS = 5;

    /// Number of prefectures in which the branch at the last place has one terminal less.
    private static final int SMALLER = 8;

    /// @param number four digits
    public record Branch(String number, String prefecture, String name, List<String> terminals) {}

    private final Map<String, Branch> all = new LinkedHashMap<>();
    private final Map<String, Branch> byTerminal = new LinkedHashMap<>();

    BranchDirectory(List<String> prefectures, List<String> places) {
        for (int p = 1; p <= prefectures.size(); p++) {
            for (int n = 1; n <= places.size(); n++) {
                boolean lastPlace = n == places.size();
                if (lastPlace && p == prefectures.size()) continue;
                String number = String.format("%02d%02d", p, n);
                String prefecture = prefectures.get(p - 1);
                String name = "示范银行" + prefecture.substring(0, 2) + places.get(n - 1) + "支行";
                int here = lastPlace && p <= SMALLER ? TERMINALS - 1 : TERMINALS;
                var terminals = IntStream.rangeClosed(1, here)
                        .mapToObj(t -> String.format("ST-%s-%02d", number, t))
                        .toList();
                var branch = new Branch(number, prefecture, name, terminals);
                all.put(number, branch);
                terminals.forEach(t -> byTerminal.put(t, branch));
            }
        }
    }

    public List<Branch> listBranches() {
        return List.copyOf(all.values());
    }

    public Optional<Branch> findBranch(String number) {
        return Optional.ofNullable(all.get(number));
    }

    public Optional<Branch> findByTerminal(String terminal) {
        return Optional.ofNullable(byTerminal.get(terminal));
    }

    public int terminalCount() {
        return byTerminal.size();
    }
}
