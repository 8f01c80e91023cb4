package org.openstm.device.host;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Result of a command: the completion codes of XFS4IoT (message header, 2024-11), in its spelling.
enum CompletionCode {
    @JsonProperty("success")
    SUCCESS,
    @JsonProperty("commandErrorCode")
    COMMAND_ERROR_CODE,
    @JsonProperty("canceled")
    CANCELED,
    @JsonProperty("deviceNotReady")
    DEVICE_NOT_READY,
    @JsonProperty("hardwareError")
    HARDWARE_ERROR,
    @JsonProperty("internalError")
    INTERNAL_ERROR,
    @JsonProperty("invalidCommand")
    INVALID_COMMAND,
    @JsonProperty("invalidRequestID")
    INVALID_REQUEST_ID,
    @JsonProperty("timeOut")
    TIME_OUT,
    @JsonProperty("unsupportedCommand")
    UNSUPPORTED_COMMAND,
    @JsonProperty("invalidData")
    INVALID_DATA,
    @JsonProperty("userError")
    USER_ERROR,
    @JsonProperty("unsupportedData")
    UNSUPPORTED_DATA,
    @JsonProperty("fraudAttempt")
    FRAUD_ATTEMPT,
    @JsonProperty("sequenceError")
    SEQUENCE_ERROR,
    @JsonProperty("authorisationRequired")
    AUTHORISATION_REQUIRED,
    @JsonProperty("noCommandNonce")
    NO_COMMAND_NONCE,
    @JsonProperty("invalidToken")
    INVALID_TOKEN,
    @JsonProperty("invalidTokenNonce")
    INVALID_TOKEN_NONCE,
    @JsonProperty("invalidTokenHMAC")
    INVALID_TOKEN_HMAC,
    @JsonProperty("invalidTokenFormat")
    INVALID_TOKEN_FORMAT,
    @JsonProperty("invalidTokenKeyNoValue")
    INVALID_TOKEN_KEY_NO_VALUE,
    @JsonProperty("notEnoughSpace")
    NOT_ENOUGH_SPACE
}
