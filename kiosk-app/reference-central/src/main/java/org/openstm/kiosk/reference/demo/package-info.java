/// The invented province ([DemoProvince]): its branches, citizens, lists, messages, services
/// ([ServiceDirectory]) and the outages of its back systems. `demo.yaml` beside a folder of items holds the
/// answers of the departments for items under trial.
///
/// Arrows: sees `central` (two records) and YAML; the other packages of `reference` except `store` see it,
/// and the command line reads [ReferenceNames]. Thread: any. Why it is apart from the services: a real
/// central replaces this package by its back systems, and nothing here describes a real person or place.
@NullMarked
package org.openstm.kiosk.reference.demo;

import org.jspecify.annotations.NullMarked;
