package org.openstm.kiosk.journal;

/// What is known about a paper.
public enum PrintResult {
    PROVED,
    NOT_PRINTED,
    UNKNOWN
}
