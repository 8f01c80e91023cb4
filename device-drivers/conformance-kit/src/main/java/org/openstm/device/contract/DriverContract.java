package org.openstm.device.contract;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openstm.device.Device;

/// Contract of all drivers, whatever their class: the checks of its superclasses, one class for each subject. A chain,
/// because JUnit runs inherited checks and because all of them work on the fixture of one check.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
@ExtendWith(KitReport.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(90)
public abstract class DriverContract<D extends Device, R extends Rig> extends LifetimeChecks<D, R> {}
