package org.openstm.device;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The fault codes that the program knows. The text stands in the journal, on the wire and in the texts of each
/// language: it stays when a constant is renamed.
///
/// A driver makes its faults here: `FaultCode.PAPER_OUT.fault("the roll is at its end")`. A code that only one maker
/// needs stays possible, by the constructor of [Fault]; `docs/fault-codes.md` is made from these constants.
public enum FaultCode {
    CABINET_MOVED("cabinet-moved", Works.YES, WhoActs.STAFF),
    CAMERA_FROZEN("camera-frozen", Works.AS_BEFORE, WhoActs.ENGINEER),
    CAMERA_NOT_MJPEG("camera-not-mjpeg", Works.NO, WhoActs.ENGINEER),
    CAPTURE_PROGRAM_MISSING("capture-program-missing", Works.NO, WhoActs.ENGINEER),
    CARD_CHIP_UNSOUND(
            "card-chip-unsound", Works.AS_BEFORE, WhoActs.STAFF, "What the card's chip holds contradicts itself"),
    CARD_DATA_UNSOUND("card-data-unsound", Works.AS_BEFORE, WhoActs.STAFF, "What the identity card holds is not valid"),
    CARD_DOCUMENT_FORGED(
            "card-document-forged", Works.AS_BEFORE, WhoActs.STAFF, "The chip's data do not match their signature"),
    CARD_DOCUMENT_UNSOUND(
            "card-document-unsound",
            Works.AS_BEFORE,
            WhoActs.STAFF,
            "What the travel document's chip holds contradicts itself"),
    CARD_IS_BANK("card-is-bank", Works.AS_BEFORE, WhoActs.CITIZEN, "A bank card whose application is blocked"),
    CARD_JAMMED("card-jammed", Works.NO, WhoActs.STAFF),
    CARD_KEY_WRONG(
            "card-key-wrong",
            Works.AS_BEFORE,
            WhoActs.CITIZEN,
            "The chip refuses the key that was made of the printed number or data"),
    CARD_KIND_UNKNOWN("card-kind-unknown", Works.AS_BEFORE, WhoActs.CITIZEN, "No card that the terminal reads"),
    CARD_LAYOUT_UNKNOWN(
            "card-layout-unknown",
            Works.AS_BEFORE,
            WhoActs.STAFF,
            "An identity card of a kind that the program does not know"),
    CARD_LEFT_IN(
            "card-left-in", Works.AS_BEFORE, WhoActs.CITIZEN, "A card was in when the reader started; it is not read"),
    CARD_MOVED("card-moved", Works.AS_BEFORE, WhoActs.CITIZEN, "The card was moved or lifted before it was read"),
    CARD_MUTE("card-mute", Works.YES, WhoActs.CITIZEN),
    CARD_NEEDS_KEY(
            "card-needs-key",
            Works.AS_BEFORE,
            WhoActs.CITIZEN,
            "The travel document opens only with its number or data"),
    CARD_NO_DOCUMENT("card-no-document", Works.AS_BEFORE, WhoActs.CITIZEN, "The chip holds no travel document"),
    CARD_REJECTED("card-rejected", Works.AS_BEFORE, WhoActs.CITIZEN, "The card refuses the reader"),
    CARD_SLOW("card-slow", Works.AS_BEFORE, WhoActs.CITIZEN, "The card does not answer in time"),
    CARD_TYPE_UNKNOWN(
            "card-type-unknown", Works.AS_BEFORE, WhoActs.CITIZEN, "The reader does not know this type of card"),
    CODE_INCOMPLETE("code-incomplete", Works.AS_BEFORE, WhoActs.CITIZEN, "Only a part of the code arrived"),
    CODE_SEVERAL("code-several", Works.AS_BEFORE, WhoActs.CITIZEN, "More than one code was shown"),
    CODE_TOO_LONG("code-too-long", Works.AS_BEFORE, WhoActs.CITIZEN, "More was read than any code holds"),
    COVER_OPEN("cover-open", Works.NO, WhoActs.STAFF),
    CUTTER_JAM("cutter-jam", Works.NO, WhoActs.STAFF),
    DEVICE_HARDWARE_ERROR("device-hardware-error", Works.NO, WhoActs.ENGINEER),
    DEVICE_NOT_INSTALLED("device-not-installed", Works.NO, WhoActs.ENGINEER),
    DEVICE_OBSTRUCTED("device-obstructed", Works.NO, WhoActs.STAFF),
    DEVICE_OFFLINE("device-offline", Works.NO, WhoActs.STAFF),
    DEVICE_POWER_OFF("device-power-off", Works.NO, WhoActs.STAFF),
    DEVICE_REFUSED("device-refused", Works.AS_BEFORE, WhoActs.ENGINEER),
    DEVICE_STARTING("device-starting", Works.NO, WhoActs.NOBODY),
    DEVICE_TAMPERED("device-tampered", Works.NO, WhoActs.STAFF),
    DOCUMENT_NOT_IN_TIME("document-not-in-time", Works.AS_BEFORE, WhoActs.STAFF),
    DOCUMENT_UNREADABLE("document-unreadable", Works.AS_BEFORE, WhoActs.ENGINEER),
    DOOR_OPEN("door-open", Works.YES, WhoActs.STAFF),
    DRIVER_BROKEN("driver-broken", Works.NO, WhoActs.ENGINEER),
    FEED_BUTTON("feed-button", Works.NO, WhoActs.STAFF),
    FORMAT_NOT_SUPPORTED("format-not-supported", Works.AS_BEFORE, WhoActs.ENGINEER),
    HEAD_HOT("head-hot", Works.NO, WhoActs.NOBODY),
    JOB_ABORTED("job-aborted", Works.AS_BEFORE, WhoActs.STAFF, "The printer gave the job up"),
    JOB_CANCELED("job-canceled", Works.AS_BEFORE, WhoActs.STAFF, "Somebody cancelled the job at the printer"),
    JOB_REFUSED("job-refused", Works.AS_BEFORE, WhoActs.ENGINEER),
    JOB_WITH_ERRORS("job-with-errors", Works.AS_BEFORE, WhoActs.STAFF, "The printer ended the job with errors"),
    LIGHT_BROKEN("light-broken", Works.YES, WhoActs.ENGINEER),
    LINE_NOISE("line-noise", Works.NO, WhoActs.ENGINEER),
    LINK_LOST("link-lost", Works.NO, WhoActs.ENGINEER),
    NO_ANSWER("no-answer", Works.UNKNOWN, WhoActs.STAFF),
    NO_PROOF("no-proof", Works.AS_BEFORE, WhoActs.STAFF, "Nothing proves whether the paper came out", WhoActs.ENGINEER),
    NO_SUCH_SENSOR("no-such-sensor", Works.AS_BEFORE, WhoActs.ENGINEER),
    NOT_A_PICTURE("not-a-picture", Works.AS_BEFORE, WhoActs.STAFF, "The file is no picture that can be read"),
    PAPER_IN_PRESENTER("paper-in-presenter", Works.YES, WhoActs.CITIZEN),
    PAPER_JAM("paper-jam", Works.NO, WhoActs.STAFF),
    PAPER_LOW("paper-low", Works.YES, WhoActs.STAFF),
    PAPER_OUT("paper-out", Works.NO, WhoActs.STAFF),
    PICTURE_TOO_LARGE("picture-too-large", Works.AS_BEFORE, WhoActs.STAFF, "The picture has more than 40 million dots"),
    PRINTER_ATTENTION("printer-attention", Works.YES, WhoActs.STAFF),
    PRINTER_BROKEN("printer-broken", Works.NO, WhoActs.ENGINEER),
    PRINTER_BUSY("printer-busy", Works.AS_BEFORE, WhoActs.NOBODY),
    PRINTER_MECHANICAL("printer-mechanical", Works.NO, WhoActs.STAFF),
    PRINTER_NOT_ACCEPTING("printer-not-accepting", Works.NO, WhoActs.STAFF),
    PRINTER_OFFLINE("printer-offline", Works.NO, WhoActs.STAFF),
    PRINTER_PAUSED("printer-paused", Works.NO, WhoActs.STAFF),
    PRINTER_STOPPED("printer-stopped", Works.NO, WhoActs.STAFF),
    PRINTER_STUCK(
            "printer-stuck", Works.AS_BEFORE, WhoActs.STAFF, "The printer takes no more data in the middle of a job"),
    PRINTER_WARMING("printer-warming", Works.NO, WhoActs.NOBODY),
    READER_FAILED("reader-failed", Works.NO, WhoActs.ENGINEER),
    READER_NOT_AUTHORISED("reader-not-authorised", Works.NO, WhoActs.ENGINEER),
    READER_NOT_OURS("reader-not-ours", Works.NO, WhoActs.ENGINEER),
    READER_SELF_TEST_FAILED("reader-self-test-failed", Works.NO, WhoActs.ENGINEER),
    SENT_NOT_CONFIRMED(
            "sent-not-confirmed",
            Works.AS_BEFORE,
            WhoActs.STAFF,
            "The job left the print server, and its printer does not tell what became of it"),
    SHEET_EMPTY("sheet-empty", Works.AS_BEFORE, WhoActs.ENGINEER),
    TONER_LOW("toner-low", Works.YES, WhoActs.STAFF),
    TONER_OUT("toner-out", Works.NO, WhoActs.STAFF),
    TRAY_ALMOST_FULL("tray-almost-full", Works.YES, WhoActs.STAFF),
    TRAY_FULL("tray-full", Works.NO, WhoActs.STAFF),
    TRAY_MISSING("tray-missing", Works.NO, WhoActs.STAFF),

    // what the device manager, the process of a driver and the terminal say of a device
    CANCELED(
            "canceled",
            Owner.PROGRAM,
            Works.AS_BEFORE,
            WhoActs.NOBODY,
            "The command was cancelled, as at the end of a session"),
    DESK_CLOSED(
            "desk-closed", Owner.PROGRAM, Works.NO, WhoActs.NOBODY, "The device manager is closed: the program ends"),
    DEVICE_CLAIMED("device-claimed", Owner.PROGRAM, Works.AS_BEFORE, WhoActs.STAFF),
    DEVICE_DISABLED("device-disabled", Owner.PROGRAM, Works.NO, WhoActs.STAFF, "", WhoActs.ENGINEER),
    DEVICE_FRAUD_ATTEMPT(
            "device-fraud-attempt",
            Owner.PROGRAM,
            Works.NO,
            WhoActs.ENGINEER,
            "The driver says `FRAUD_ATTEMPT` and names no cause"),
    DEVICE_HUNG("device-hung", Owner.PROGRAM, Works.NO, WhoActs.ENGINEER),
    DEVICE_LENT("device-lent", Owner.PROGRAM, Works.NO, WhoActs.ENGINEER),
    DEVICE_NO_DEVICE(
            "device-no-device",
            Owner.PROGRAM,
            Works.NO,
            WhoActs.ENGINEER,
            "The driver says `NO_DEVICE` and names no cause"),
    DEVICE_POTENTIAL_FRAUD(
            "device-potential-fraud",
            Owner.PROGRAM,
            Works.NO,
            WhoActs.ENGINEER,
            "The driver says `POTENTIAL_FRAUD` and names no cause"),
    DEVICE_UNKNOWN("device-unknown", Owner.PROGRAM, Works.UNKNOWN, WhoActs.ENGINEER),
    DEVICE_USER_ERROR(
            "device-user-error",
            Owner.PROGRAM,
            Works.NO,
            WhoActs.ENGINEER,
            "The driver says `USER_ERROR` and names no cause"),
    DRIVER_CRASHED("driver-crashed", Owner.PROGRAM, Works.NO, WhoActs.ENGINEER),
    DRIVER_HUNG("driver-hung", Owner.PROGRAM, Works.NO, WhoActs.ENGINEER),
    NO_SUCH_DEVICE("no-such-device", Owner.PROGRAM, Works.NO, WhoActs.ENGINEER, "`devices.yaml` names no such device"),
    SEQUENCE_ERROR(
            "sequence-error", Owner.PROGRAM, Works.AS_BEFORE, WhoActs.STAFF, "The claim to the device has ended"),
    TOO_LARGE(
            "too-large",
            Owner.PROGRAM,
            Works.AS_BEFORE,
            WhoActs.ENGINEER,
            "The command is too large for the process of the driver");

    /// Who reports a fault.
    public enum Owner {
        /// The driver of the device.
        DRIVER,
        /// The program around it: the device manager, the process of the driver, the terminal.
        PROGRAM
    }

    /// Whether the device still works.
    public enum Works {
        /// The state is `ONLINE` or `DEVICE_BUSY`.
        YES,
        /// Any other state but `UNKNOWN`.
        NO,
        /// Something went wrong in one command; the state is what it was.
        AS_BEFORE,
        /// The state is `UNKNOWN`.
        UNKNOWN
    }

    private static final Map<String, FaultCode> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FaultCode::text, Function.identity()));

    private final String text;
    private final Owner owner;
    private final Works works;
    private final WhoActs who;
    private final String meaning;

    /// Another person who may have to act; else the same.
    private final WhoActs otherwise;

    FaultCode(String text, Works works, WhoActs who) {
        this(text, works, who, "");
    }

    FaultCode(String text, Works works, WhoActs who, String meaning) {
        this(text, works, who, meaning, who);
    }

    FaultCode(String text, Works works, WhoActs who, String meaning, WhoActs otherwise) {
        this(text, Owner.DRIVER, works, who, meaning, otherwise);
    }

    FaultCode(String text, Owner owner, Works works, WhoActs who) {
        this(text, owner, works, who, "");
    }

    FaultCode(String text, Owner owner, Works works, WhoActs who, String meaning) {
        this(text, owner, works, who, meaning, who);
    }

    FaultCode(String text, Owner owner, Works works, WhoActs who, String meaning, WhoActs otherwise) {
        this.text = text;
        this.owner = owner;
        this.works = works;
        this.who = who;
        this.meaning = meaning;
        this.otherwise = otherwise;
    }

    /// @return empty for a code of a maker, or of another release
    public static Optional<FaultCode> find(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    /// Stable name in kebab case.
    public String text() {
        return text;
    }

    public Owner owner() {
        return owner;
    }

    public Works works() {
        return works;
    }

    /// The person who must act, where the report does not know better.
    public WhoActs who() {
        return who;
    }

    /// Everybody who may have to act.
    public Set<WhoActs> persons() {
        return who == otherwise ? Set.of(who) : Set.of(who, otherwise);
    }

    /// What it means, for a code without a text for staff: it belongs to one card, code or print, and whoever stands
    /// at the terminal learns of it at once. Empty for a code with a text for staff.
    public String meaning() {
        return meaning;
    }

    /// @param detail for staff and logs, in English; never holds personal data
    public Fault fault(String detail) {
        return new Fault(text, who, detail);
    }

    /// A fault where the person varies.
    ///
    /// @param acts one of [#persons()]
    public Fault fault(WhoActs acts, String detail) {
        if (!persons().contains(acts)) throw new IllegalArgumentException(text + " is not for " + acts);
        return new Fault(text, acts, detail);
    }
}
