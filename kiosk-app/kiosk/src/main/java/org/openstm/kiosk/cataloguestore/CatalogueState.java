package org.openstm.kiosk.cataloguestore;

import java.util.LinkedHashMap;
import java.util.List;
import org.openstm.kiosk.central.json.StrictJson;

/// Which catalogue number is active, previous or next; 0 is the one shipped with the program.
///
/// @param signer thumbprint of the central key that signs these catalogues, or empty
/// @param seen highest number that was ever taken from this central
/// @param seenFiles digest of that catalogue's list of files: a number is used only once
/// @param current number of the active catalogue
/// @param previous number of the one before it, for reverting
/// @param ready complete on disk; becomes active at its time, after the end of a session; 0 if there is none
/// @param refused numbers that failed here and are not taken again
/// @param trial number of program starts with the active catalogue before it was confirmed; 0 once confirmed
record CatalogueState(
        String signer,
        int seen,
        String seenFiles,
        int current,
        int previous,
        int ready,
        List<Integer> refused,
        int trial) {
    static final CatalogueState NEW = new CatalogueState("", 0, "", 0, 0, 0, List.of(), 0);

    /// Maximum number of refused catalogues that are remembered.
    private static final int REMEMBERED = 16;

    CatalogueState {
        refused = List.copyOf(refused);
    }

    boolean isReferenced(int number) {
        return number == current || number == previous || number == ready;
    }

    /// With the key of the central that publishes these catalogues.
    CatalogueState withSigner(String central) {
        return new CatalogueState(central, seen, seenFiles, current, previous, ready, refused, trial);
    }

    /// Another central numbers its catalogues from the beginning.
    CatalogueState of(String otherSigner) {
        return new CatalogueState(otherSigner, 0, "", current, previous, ready, List.of(), trial);
    }

    CatalogueState withStaged(int number, String files) {
        return new CatalogueState(signer, number, files, current, previous, number, refused, trial);
    }

    CatalogueState withActivated() {
        return new CatalogueState(signer, seen, seenFiles, ready, current, 0, refused, 1);
    }

    CatalogueState withStartCounted() {
        return new CatalogueState(signer, seen, seenFiles, current, previous, ready, refused, trial + 1);
    }

    CatalogueState withTrialPassed() {
        return new CatalogueState(signer, seen, seenFiles, current, previous, ready, refused, 0);
    }

    CatalogueState withPreviousAgain() {
        return new CatalogueState(signer, seen, seenFiles, previous, 0, ready, refusedPlus(current), 0);
    }

    CatalogueState withoutNext() {
        return new CatalogueState(signer, seen, seenFiles, current, previous, 0, refusedPlus(ready), trial);
    }

    private List<Integer> refusedPlus(int number) {
        var all = new java.util.ArrayList<>(refused);
        all.add(number);
        return all.subList(Math.max(0, all.size() - REMEMBERED), all.size());
    }

    String toJson() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("signer", signer);
        tree.put("seen", seen);
        tree.put("seenFiles", seenFiles);
        tree.put("current", current);
        tree.put("previous", previous);
        tree.put("ready", ready);
        tree.put("refused", refused.stream().map(String::valueOf).toList());
        tree.put("trial", trial);
        return new String(StrictJson.toCanonicalBytes(tree), java.nio.charset.StandardCharsets.UTF_8);
    }

    static CatalogueState of(byte[] text) {
        var json = StrictJson.parse(text);
        return new CatalogueState(
                json.text("signer"),
                json.integer("seen"),
                json.text("seenFiles"),
                json.integer("current"),
                json.integer("previous"),
                json.integer("ready"),
                json.textList("refused").stream().map(Integer::valueOf).toList(),
                json.integer("trial"));
    }
}
