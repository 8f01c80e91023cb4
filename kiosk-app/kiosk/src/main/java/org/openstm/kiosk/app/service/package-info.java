/// Services of a running terminal that belong to no single part: catalogue updates ([CatalogueUpdater]),
/// connection to central ([CentralConnector]), maintenance, disk and service state, journal export, support
/// bundle, telemetry, and adapters such as [DeviceManagerAdapter].
///
/// Arrows: sees `app.config`, `process`, `catalog`, `cataloguestore`, `central`, `dispatch`, `engine`,
/// `journal`, `session`, `staff`, `telemetry`, `ui` without its view, and the device runtime; the other
/// packages of `app` see it, without `config`, `text` and `watchdog`. Threads: supervised loops, two of
/// [CatalogueUpdater], one each of [Maintenance], [DiskMonitor] and [ServiceLock]. Why here: each class joins
/// parts that must not see each other, and only `app` may see them all.
@NullMarked
package org.openstm.kiosk.app.service;

import org.jspecify.annotations.NullMarked;
