package org.openstm.device.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is in a card's chip.
///
/// @param ordered its records are known by their order only, not by their tag
/// @param document of a passport or permit, which has no other application
record ChipCard(byte[] atr, boolean ordered, List<Application> applications, Optional<PassportData> document) {
    /// @param answer to its selection
    /// @param options answer to GET PROCESSING OPTIONS, empty where it has none
    record Application(byte[] name, byte[] answer, byte[] options, List<DataFile> files) {}

    /// @param locked gives its records only to a security module
    record DataFile(int id, boolean locked, List<byte[]> records) {}

    /// The same card with other words in one record: `EF06/08=530102195503080020`, in the notation
    /// of the file; or a document with something wrong: `sod=expired`.
    ChipCard with(String change) {
        if (document.isPresent())
            return new ChipCard(atr, ordered, applications, document.map(data -> data.with(change)));
        int slash = change.indexOf('/');
        int is = change.indexOf('=');
        if (slash < 1 || is < slash) throw new IllegalArgumentException("not FILE/TAG=VALUE: " + change);
        int id = Integer.parseInt(change.substring(0, slash), 16);
        int tag = Integer.parseInt(change.substring(slash + 1, is), 16);
        var value = change.substring(is + 1);
        var changed = new ArrayList<Application>();
        for (var each : applications)
            changed.add(new Application(
                    each.name(),
                    each.answer(),
                    each.options(),
                    each.files().stream()
                            .map(file -> file.id() == id ? ChipCards.changed(file, tag, value) : file)
                            .toList()));
        return new ChipCard(atr, ordered, changed, document);
    }
}
