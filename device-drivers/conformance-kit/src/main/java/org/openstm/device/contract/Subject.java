package org.openstm.device.contract;

/// The tested subject.
///
/// @param driver name as in `devices.yaml`; of a driver that comes in a bundle, the id of the bundle
/// @param version of the bundle
/// @param bench what tells several runs of one driver apart: the kind of line, the process
public record Subject(String driver, String version, String bench) {}
