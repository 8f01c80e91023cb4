package org.openstm.kiosk.reference;

import java.time.InstantSource;
import java.util.Map;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.reference.access.AppLoginService;
import org.openstm.kiosk.reference.access.CentralKeys;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.access.OrganisationRegister;
import org.openstm.kiosk.reference.access.RequestAuthenticator;
import org.openstm.kiosk.reference.access.SmsService;
import org.openstm.kiosk.reference.cases.AppointmentSlots;
import org.openstm.kiosk.reference.cases.CaseArchive;
import org.openstm.kiosk.reference.cases.CaseProgressService;
import org.openstm.kiosk.reference.cases.CaseReports;
import org.openstm.kiosk.reference.cases.CaseService;
import org.openstm.kiosk.reference.cases.CaseTransferService;
import org.openstm.kiosk.reference.cases.DepartmentRules;
import org.openstm.kiosk.reference.cases.PaymentService;
import org.openstm.kiosk.reference.cases.Preferences;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.SimulatedOutages;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.pages.CaseTransferPage;
import org.openstm.kiosk.reference.pages.MonitoringPages;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.terminals.AvailabilityFeed;
import org.openstm.kiosk.reference.terminals.CommandQueue;
import org.openstm.kiosk.reference.terminals.HelpCalls;
import org.openstm.kiosk.reference.terminals.JournalHeads;
import org.openstm.kiosk.reference.terminals.ProcessDataReports;
import org.openstm.kiosk.reference.terminals.PublishedCatalogues;

/// The services of central on one database, each made once.
final class CentralServices {
    final Database database;
    final DemoProvince demo;
    final InstantSource clock;
    final SigningKey key;

    /// Lets terminals register themselves.
    final boolean demonstration;

    final ProblemFactory problems;
    final RefusalResponses refusals;
    final SimulatedOutages outages;
    final RequestAuthenticator authenticator;
    final IdentityRegister identities;
    final OrganisationRegister organisations;
    final AppLoginService appLogins;
    final SmsService sms;
    final AppointmentSlots slots;
    final DepartmentRules rules;
    final CaseService cases;
    final CaseArchive caseArchive;
    final CaseProgressService caseProgress;
    final CaseReports caseReports;
    final CaseTransferService transfers;
    final PaymentService payments;
    final Preferences preferences;
    final AttachmentStore attachments;
    final PublishedCatalogues catalogues;
    final JournalHeads heads;
    final CommandQueue commands;
    final ProcessDataReports processData;
    final HelpCalls helpCalls;

    CentralServices(
            Database database, CentralKeys keys, DemoProvince demo, InstantSource clock, boolean demonstration) {
        this.database = database;
        this.demo = demo;
        this.clock = clock;
        this.key = keys.signing();
        this.demonstration = demonstration;
        this.problems = new ProblemFactory(demo);
        this.refusals = new RefusalResponses(problems);
        this.outages = new SimulatedOutages(clock);
        this.authenticator = new RequestAuthenticator(database, problems, keys);
        this.attachments = new AttachmentStore(database);
        this.heads = new JournalHeads(database, key);
        this.commands = new CommandQueue(database, key);
        this.processData = new ProcessDataReports(database);
        this.helpCalls = new HelpCalls(database);
        this.catalogues = new PublishedCatalogues(database, key);
        demo.services().setPublishedItems(catalogues::findNewestItem);
        this.sms = new SmsService(demo);
        this.organisations = new OrganisationRegister(demo);
        var app = demo.phoneApp();
        this.appLogins = new AppLoginService(database, problems, key, Map.of(app.issuer(), app.levels()));
        this.identities = new IdentityRegister(database, demo, problems, appLogins, organisations, sms, demonstration);
        this.slots = new AppointmentSlots(demo);
        this.rules = new DepartmentRules(demo, slots);
        this.preferences = new Preferences(database);
        this.payments = new PaymentService(database, problems, key);
        this.transfers =
                new CaseTransferService(database, problems, demo.sentences().sentenceFor("ticket-window", Map.of()));
        this.cases = new CaseService(database, demo, rules, sms, problems, attachments, identities, key);
        this.caseArchive = new CaseArchive(database);
        this.caseProgress = new CaseProgressService(database, demo);
        this.caseReports = new CaseReports(database);
    }

    AvailabilityFeed availabilityFeed() {
        return new AvailabilityFeed(new ReportQueries(database), helpCalls, demo.branches());
    }

    CaseTransferPage createTransferPage() {
        return new CaseTransferPage(demo, transfers, cases);
    }

    MonitoringPages createPages() {
        return new MonitoringPages(
                new ReportQueries(database),
                commands,
                processData,
                payments,
                helpCalls,
                identities,
                demo,
                outages,
                clock);
    }
}
