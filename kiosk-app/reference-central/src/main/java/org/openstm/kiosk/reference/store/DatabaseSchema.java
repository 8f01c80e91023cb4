package org.openstm.kiosk.reference.store;

import java.util.List;

/// The tables, in the SQL that SQLite and PostgreSQL share; only the name of the binary type differs. The
/// terminal leads the primary key of all data that a terminal sends, so that the tables can be partitioned by
/// terminal later.
public final class DatabaseSchema {
    /// Used in place of a terminal for consecutive numbers of the whole province.
    public static final String NO_TERMINAL = "";

    private static final List<String> SHARED = List.of(
            """
            CREATE TABLE IF NOT EXISTS terminal(terminal TEXT PRIMARY KEY, jwk TEXT NOT NULL, since_ms BIGINT NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS tx(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, digest TEXT NOT NULL, code TEXT NOT NULL,
              answer BLOB NOT NULL, PRIMARY KEY(terminal, tx_id))""",
            """
            CREATE TABLE IF NOT EXISTS case_file(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, case_number TEXT NOT NULL UNIQUE, service TEXT NOT NULL,
              state TEXT NOT NULL, person_key TEXT NOT NULL, answers_key TEXT NOT NULL, at_ms BIGINT NOT NULL,
              PRIMARY KEY(terminal, tx_id))""",
            """
            CREATE TABLE IF NOT EXISTS part(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, n INTEGER NOT NULL, case_number TEXT NOT NULL UNIQUE,
              service TEXT NOT NULL, state TEXT NOT NULL, person_key TEXT NOT NULL, answers_key TEXT NOT NULL,
              at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, tx_id, n))""",
            """
            CREATE INDEX IF NOT EXISTS part_person ON part(person_key, service)""",
            """
            CREATE TABLE IF NOT EXISTS passage(
              terminal TEXT NOT NULL, id TEXT NOT NULL, item TEXT NOT NULL, hour_ms BIGINT NOT NULL,
              outcome TEXT NOT NULL, booking TEXT NOT NULL, asked INTEGER NOT NULL, reused INTEGER NOT NULL,
              missing INTEGER NOT NULL, PRIMARY KEY(terminal, id))""",
            """
            CREATE TABLE IF NOT EXISTS stride(
              terminal TEXT NOT NULL, id TEXT NOT NULL, n INTEGER NOT NULL, step TEXT NOT NULL, ms BIGINT NOT NULL,
              touches INTEGER NOT NULL, PRIMARY KEY(terminal, id, n))""",
            """
            CREATE INDEX IF NOT EXISTS passage_item ON passage(item, hour_ms)""",
            """
            CREATE TABLE IF NOT EXISTS usual_order(person_key TEXT PRIMARY KEY)""",
            """
            CREATE TABLE IF NOT EXISTS rating(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, grade INTEGER NOT NULL, reasons TEXT NOT NULL,
              PRIMARY KEY(terminal, tx_id))""",
            """
            CREATE TABLE IF NOT EXISTS document(
              terminal TEXT NOT NULL, serial TEXT NOT NULL, tx_id TEXT NOT NULL, pdf BLOB NOT NULL,
              PRIMARY KEY(terminal, serial))""",
            """
            CREATE TABLE IF NOT EXISTS payment(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, attempt INTEGER NOT NULL, reference TEXT NOT NULL UNIQUE,
              token TEXT NOT NULL UNIQUE, state TEXT NOT NULL, fen BIGINT NOT NULL, until_ms BIGINT NOT NULL,
              PRIMARY KEY(terminal, tx_id))""",
            """
            CREATE TABLE IF NOT EXISTS posting(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, n INTEGER NOT NULL, what TEXT NOT NULL, out_of TEXT NOT NULL,
              into_ TEXT NOT NULL, fen BIGINT NOT NULL, at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, tx_id, n))""",
            """
            CREATE TABLE IF NOT EXISTS reversal(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, answer BLOB NOT NULL, PRIMARY KEY(terminal, tx_id))""",
            """
            CREATE TABLE IF NOT EXISTS sms_challenge(
              terminal TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, evidence TEXT NOT NULL,
              person_key TEXT NOT NULL, service TEXT NOT NULL, mobile TEXT NOT NULL, tries INTEGER NOT NULL,
              at_ms BIGINT NOT NULL, right_ms BIGINT NOT NULL, tx_id TEXT NOT NULL, PRIMARY KEY(terminal, id))""",
            """
            CREATE INDEX IF NOT EXISTS sms_challenge_mobile ON sms_challenge(mobile, at_ms)""",
            """
            CREATE TABLE IF NOT EXISTS identity_proof(
              evidence TEXT NOT NULL, terminal TEXT NOT NULL, person_key TEXT NOT NULL, factor TEXT NOT NULL,
              officer TEXT NOT NULL, at_ms BIGINT NOT NULL, until_ms BIGINT NOT NULL,
              PRIMARY KEY(evidence, person_key, factor))""",
            """
            CREATE TABLE IF NOT EXISTS identity_number(
              evidence TEXT NOT NULL, terminal TEXT NOT NULL, number TEXT NOT NULL, until_ms BIGINT NOT NULL,
              PRIMARY KEY(evidence, number))""",
            """
            CREATE TABLE IF NOT EXISTS identity_open(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, why TEXT NOT NULL, at_ms BIGINT NOT NULL,
              checked_ms BIGINT NOT NULL, PRIMARY KEY(terminal, tx_id))""",
            """
            CREATE TABLE IF NOT EXISTS sms(
              terminal TEXT NOT NULL, n INTEGER NOT NULL, mobile TEXT NOT NULL, text TEXT NOT NULL,
              at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, n))""",
            """
            CREATE TABLE IF NOT EXISTS help_call(
              terminal TEXT NOT NULL, n INTEGER NOT NULL, place TEXT NOT NULL, why TEXT NOT NULL,
              at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, n))""",
            """
            CREATE TABLE IF NOT EXISTS help_answer(
              terminal TEXT NOT NULL, n INTEGER NOT NULL, state TEXT NOT NULL, at_ms BIGINT NOT NULL,
              PRIMARY KEY(terminal, n))""",
            """
            CREATE TABLE IF NOT EXISTS chain_head(
              terminal TEXT PRIMARY KEY, seq BIGINT NOT NULL, hash TEXT NOT NULL, note BLOB NOT NULL,
              begun_anew INTEGER NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS beat(
              terminal TEXT PRIMARY KEY, at_ms BIGINT NOT NULL, queued INTEGER NOT NULL, findings INTEGER NOT NULL,
              version TEXT NOT NULL, followed INTEGER NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS beat_device(
              terminal TEXT NOT NULL, id TEXT NOT NULL, class TEXT NOT NULL, state TEXT NOT NULL,
              serves INTEGER NOT NULL, faults TEXT NOT NULL, PRIMARY KEY(terminal, id))""",
            """
            CREATE TABLE IF NOT EXISTS beat_offer(
              terminal TEXT PRIMARY KEY, open INTEGER NOT NULL, offered INTEGER NOT NULL, closed TEXT NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS command(
              terminal TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, expires_ms BIGINT NOT NULL,
              signed BLOB NOT NULL, outcome TEXT NOT NULL, done_ms BIGINT NOT NULL, PRIMARY KEY(terminal, id))""",
            """
            CREATE TABLE IF NOT EXISTS paper(
              terminal TEXT NOT NULL, effect TEXT NOT NULL, tx_id TEXT NOT NULL, paper TEXT NOT NULL,
              copy INTEGER NOT NULL, result TEXT NOT NULL, evidence TEXT NOT NULL, seq BIGINT NOT NULL,
              PRIMARY KEY(terminal, effect))""",
            """
            CREATE TABLE IF NOT EXISTS counted(
              terminal TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(terminal, name))""",
            """
            CREATE TABLE IF NOT EXISTS nonce(
              terminal TEXT NOT NULL, nonce TEXT NOT NULL, at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, nonce))""",
            """
            CREATE TABLE IF NOT EXISTS pairing(
              terminal TEXT PRIMARY KEY, secret TEXT NOT NULL, until_ms BIGINT NOT NULL, tries INTEGER NOT NULL,
              used INTEGER NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS signing_key(name TEXT PRIMARY KEY, jwk TEXT NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS key_set(version INTEGER PRIMARY KEY, signer TEXT NOT NULL, document BLOB NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS key_set_taken(terminal TEXT PRIMARY KEY, version INTEGER NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS file(
              terminal TEXT NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
              bytes BLOB NOT NULL, at_ms BIGINT NOT NULL, named INTEGER NOT NULL, PRIMARY KEY(terminal, sha256))""",
            """
            CREATE TABLE IF NOT EXISTS file_of_case(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
              PRIMARY KEY(terminal, tx_id, name))""",
            """
            CREATE TABLE IF NOT EXISTS catalogue(
              number INTEGER PRIMARY KEY, from_ms BIGINT NOT NULL, until_ms BIGINT NOT NULL, counts_ms BIGINT NOT NULL,
              manifest BLOB NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS blob(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS app_key(
              kid TEXT PRIMARY KEY, issuer TEXT NOT NULL, jwk TEXT NOT NULL, since_ms BIGINT NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS app_reference(
              reference TEXT PRIMARY KEY, issuer TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL,
              layout TEXT NOT NULL, acr TEXT NOT NULL, until_ms BIGINT NOT NULL, used INTEGER NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS app_login(
              terminal TEXT NOT NULL, person_key TEXT NOT NULL, level TEXT NOT NULL, at_ms BIGINT NOT NULL)""",
            """
            CREATE INDEX IF NOT EXISTS app_login_person ON app_login(terminal, person_key)""",
            """
            CREATE TABLE IF NOT EXISTS app_told(
              terminal TEXT NOT NULL, reference TEXT NOT NULL, asked TEXT NOT NULL, answer BLOB NOT NULL,
              at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, reference))""",
            """
            CREATE TABLE IF NOT EXISTS handover(
              tx_id TEXT PRIMARY KEY, case_number TEXT NOT NULL UNIQUE, person_key TEXT NOT NULL,
              reference TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL, giver TEXT NOT NULL, holder TEXT NOT NULL,
              to_ TEXT NOT NULL, until_ms BIGINT NOT NULL)""",
            """
            CREATE INDEX IF NOT EXISTS file_unnamed ON file(at_ms) WHERE named = 0""",
            """
            CREATE INDEX IF NOT EXISTS case_age ON case_file(at_ms)""",
            """
            CREATE INDEX IF NOT EXISTS nonce_age ON nonce(at_ms)""",
            """
            CREATE INDEX IF NOT EXISTS tx_code ON tx(code)""",
            """
            CREATE INDEX IF NOT EXISTS case_person ON case_file(person_key, service)""");

    /// Sequences used outside the transaction, so that two cases do not wait for each other.
    private static final List<String> SEQUENCES = List.of(
            "CREATE SEQUENCE IF NOT EXISTS case_number",
            "CREATE SEQUENCE IF NOT EXISTS document_number",
            "CREATE SEQUENCE IF NOT EXISTS payment_number");

    private DatabaseSchema() {}

    static List<String> sqliteStatements() {
        return SHARED;
    }

    static List<String> postgresStatements() {
        return java.util.stream.Stream.concat(
                        SHARED.stream().map(table -> table.replace(" BLOB ", " BYTEA ")), SEQUENCES.stream())
                .toList();
    }
}
