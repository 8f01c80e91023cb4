package org.openstm.device.host;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/// The commands of a host, and the time that each may take beyond its patience.
enum HostCommand {
    @JsonProperty("Common.Open")
    OPEN(0),
    @JsonProperty("Common.Close")
    CLOSE(0),
    @JsonProperty("Common.Cancel")
    CANCEL(0),
    @JsonProperty("Common.Status")
    STATUS(250),
    @JsonProperty("Common.CheckHealth")
    CHECK_HEALTH(3000),
    @JsonProperty("Common.Statistics")
    STATISTICS(250),
    @JsonProperty("Common.Clear")
    CLEAR(0),
    @JsonProperty("Common.Reset")
    RESET(250),
    /// A read that has begun may take 3 s longer, as the port documents.
    @JsonProperty("IdCardReader.Read")
    READ(3000),
    @JsonProperty("IdCardReader.Presence")
    PRESENCE(0),
    /// The rest of a failed sheet must be cleared from the printer.
    @JsonProperty("ReceiptPrinter.Print")
    PRINT_SHEET(3000),
    /// An abandoned job must be cancelled in the printer's queue, or it is printed for the next citizen.
    @JsonProperty("DocumentPrinter.Print")
    PRINT_DOCUMENT(8000),
    @JsonProperty("BarcodeReader.Read")
    SCAN(250),
    /// A read that has begun may take 8 s longer, as the port documents.
    @JsonProperty("ChipCardReader.Read")
    READ_CHIP(8000),
    @JsonProperty("ChipCardReader.ReadDocument")
    READ_DOCUMENT(8000),
    @JsonProperty("ChipCardReader.Presence")
    CHIP_PRESENCE(0),
    @JsonProperty("Camera.TakePicture")
    TAKE_PICTURE(250),
    @JsonProperty("Lights.SetLight")
    SHOW_LIGHTS(250),
    @JsonProperty("Lights.Await")
    AWAIT_SENSOR(250);

    private final Duration extra;

    HostCommand(long extraMillis) {
        extra = Duration.ofMillis(extraMillis);
    }

    Duration extraPatience() {
        return extra;
    }
}
