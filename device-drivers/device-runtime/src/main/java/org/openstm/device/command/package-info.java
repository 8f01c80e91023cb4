/// The commands of the ports, each described once. One file for each device class holds its commands (name on the
/// wire, argument and result, times, faults) and its proxy; [PortTable] lists the classes.
///
/// Arrows: sees the ports and `org.openstm.print`; `host` and `manager` use it. Thread: none of its own. Why one
/// description: the terminal's side, the manager and the host must agree on every command, and a description that
/// they share cannot differ.
@NullMarked
package org.openstm.device.command;

import org.jspecify.annotations.NullMarked;
