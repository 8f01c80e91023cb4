package org.openstm.device.host;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/// The commands of a host, and how long each may take beyond the patience that it is given.
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
    /// A read that has begun may take 3 s longer: the port says so.
    @JsonProperty("IdCardReader.Read")
    READ(3000),
    @JsonProperty("IdCardReader.Presence")
    PRESENCE(0),
    /// What is left of a sheet that failed must be taken back from the printer.
    @JsonProperty("ReceiptPrinter.Print")
    PRINT_SHEET(3000),
    /// A job that is given up must be cancelled in the printer's queue, or it comes out for
    /// somebody else.
    @JsonProperty("DocumentPrinter.Print")
    PRINT_DOCUMENT(8000),
    @JsonProperty("BarcodeReader.Read")
    SCAN(250),
    /// A read that has begun may take 8 s longer: the port says so.
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
