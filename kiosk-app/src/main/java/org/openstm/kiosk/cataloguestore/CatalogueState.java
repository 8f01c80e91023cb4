package org.openstm.kiosk.cataloguestore;

import java.util.LinkedHashMap;
import java.util.List;
import org.openstm.kiosk.central.json.StrictJson;

/// Which catalogue is what; 0 is the one that came with the program.
///
/// @param signer key by which the centre signs that numbers them, or empty
/// @param seen highest number that was ever taken from this centre
/// @param seenFiles digest of that one's list of files: a number is used once
/// @param current in force
/// @param previous in force before it, to go back to
/// @param ready whole on disk, waits for its time and for the end of a visit; 0 if there is none
/// @param refused numbers that did no good here, not taken again
/// @param trial how often the program began with the one in force before it proved good; 0 when it has
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

    /// Of so many numbers it is kept that they were refused.
    private static final int REMEMBERED = 16;

    CatalogueState {
        refused = List.copyOf(refused);
    }

    boolean isReferenced(int number) {
        return number == current || number == previous || number == ready;
    }

    /// By the centre whose catalogues these are.
    CatalogueState withSigner(String centre) {
        return new CatalogueState(centre, seen, seenFiles, current, previous, ready, refused, trial);
    }

    /// Another centre counts anew.
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
