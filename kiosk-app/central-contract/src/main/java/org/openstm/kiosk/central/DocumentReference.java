package org.openstm.kiosk.central;

/// A sealed document that can be fetched by its serial.
///
/// @param sha256 of the PDF bytes, hex
public record DocumentReference(String serial, String title, int pages, String sha256) {}
