package org.openstm.device.driver.xfs4iot;

import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The answer to Common.Status.
///
/// @param state [DeviceState#UNKNOWN] where the service reports none or an undefined value
/// @param payload entire payload, for class-specific data
public record XfsStatus(DeviceState state, JsonNode payload) {
    /// There was no answer.
    public static final XfsStatus SILENT = new XfsStatus(DeviceState.UNKNOWN, MissingNode.getInstance());

    static XfsStatus of(JsonNode payload) {
        return new XfsStatus(toState(payload.path("common").path("device").asString("")), payload);
    }

    private static DeviceState toState(String said) {
        return switch (said) {
            case "online" -> DeviceState.ONLINE;
            case "offline" -> DeviceState.OFFLINE;
            case "powerOff" -> DeviceState.POWER_OFF;
            case "noDevice" -> DeviceState.NO_DEVICE;
            case "hardwareError" -> DeviceState.HARDWARE_ERROR;
            case "userError" -> DeviceState.USER_ERROR;
            case "deviceBusy" -> DeviceState.DEVICE_BUSY;
            case "fraudAttempt" -> DeviceState.FRAUD_ATTEMPT;
            case "potentialFraud" -> DeviceState.POTENTIAL_FRAUD;
            case "starting" -> DeviceState.STARTING;
            default -> DeviceState.UNKNOWN;
        };
    }

    public boolean isSilent() {
        return payload.isMissingNode();
    }

    /// The fault that prevents the device from working, or empty. A service cannot report a cover or a cutter: it
    /// reports that a person is in the way (`userError`) or that the hardware fails.
    ///
    /// @param offline fault code for a device that is switched off
    /// @param broken fault code for a hardware failure
    public Optional<Fault> findFault(FaultCode offline, FaultCode broken) {
        return switch (state) {
            case ONLINE, DEVICE_BUSY -> Optional.empty();
            case OFFLINE -> Optional.of(offline.fault("the service says offline"));
            case POWER_OFF -> Optional.of(FaultCode.DEVICE_POWER_OFF.fault("the service says that it has no power"));
            case NO_DEVICE -> Optional.of(FaultCode.DEVICE_NOT_INSTALLED.fault("the service says that there is none"));
            case HARDWARE_ERROR -> Optional.of(broken.fault("the service says hardware error"));
            case USER_ERROR ->
                Optional.of(FaultCode.DEVICE_OBSTRUCTED.fault("the service says that a person keeps it from working"));
            case FRAUD_ATTEMPT, POTENTIAL_FRAUD ->
                Optional.of(FaultCode.DEVICE_TAMPERED.fault("the service says " + state));
            case STARTING -> Optional.of(FaultCode.DEVICE_STARTING.fault("it starts"));
            case UNKNOWN -> Optional.of(FaultCode.NO_ANSWER.fault("the service does not say how it is"));
        };
    }
}
