package org.openstm.device.sim.chipcard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.device.sim.chipcard.passport.PassportData;

/// The contents of a card's chip.
///
/// @param ordered whether its records are found by order only, not by tag
/// @param document data of a passport or permit, which has no other application
record ChipCard(byte[] atr, boolean ordered, List<CardApplication> applications, Optional<PassportData> document) {
    /// @param answer to its selection
    /// @param options answer to GET PROCESSING OPTIONS, empty where it has none
    record CardApplication(byte[] name, byte[] answer, byte[] options, List<DataFile> files) {}

    /// @param locked whether its records need a security module
    record DataFile(int id, boolean locked, List<byte[]> records) {}

    /// The same card with one changed record: `EF06/08=530102195503080020`, in the notation of the file; or a
    /// document with an error: `sod=expired`.
    ChipCard withChange(String change) {
        if (document.isPresent())
            return new ChipCard(atr, ordered, applications, document.map(data -> data.withFault(change)));
        int slash = change.indexOf('/');
        int is = change.indexOf('=');
        if (slash < 1 || is < slash) throw new IllegalArgumentException("not FILE/TAG=VALUE: " + change);
        int id = Integer.parseInt(change.substring(0, slash), 16);
        int tag = Integer.parseInt(change.substring(slash + 1, is), 16);
        var value = change.substring(is + 1);
        var changed = new ArrayList<CardApplication>();
        for (var each : applications)
            changed.add(new CardApplication(
                    each.name(),
                    each.answer(),
                    each.options(),
                    each.files().stream()
                            .map(file -> file.id() == id ? InventedChipCards.withRecord(file, tag, value) : file)
                            .toList()));
        return new ChipCard(atr, ordered, changed, document);
    }
}
