namespace Sluice.Storage.Sqlite.Files;

/// <summary>The tables of a store's file, and the number by which a release knows whether it can read them.</summary>
/// <remarks>
/// Every change of a table, an index, or the meaning of a column is a step behind the last one, and steps that have been
/// released never change. A new file takes all steps, an older one those it lacks, so both come out alike; a golden file
/// in the tests holds the text, and a file of each released format stays there. Times are Unix milliseconds. The layout
/// follows the measurements in docs/decisions/0001-sqlite-journal.md.
/// </remarks>
internal static class Schema
{
    /// <summary>"SLUC": tells a store's file from other SQLite databases.</summary>
    public const int ApplicationId = 0x534C5543;

    /// <summary>The format that this release writes.</summary>
    public static int Format => Steps.Count;

    /// <summary>Step n, counted from 1, makes format n out of format n − 1; the first one begins with an empty file.</summary>
    public static IReadOnlyList<string> Steps { get; } =
        [Tables, Accounts, Versions, MapRuns, Schedules, Users, Stopped, Checksums, Found, Failures];

    private const string Tables =
        """
        CREATE TABLE meta(
          format INTEGER NOT NULL,          -- stays the first column for ever
          shard_count INTEGER NOT NULL,
          token_key BLOB NOT NULL,
          last_execution INTEGER NOT NULL); -- highest number among the purged ones

        CREATE TABLE shard(
          id INTEGER PRIMARY KEY,
          epoch INTEGER NOT NULL);

        CREATE TABLE flow(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          uuid TEXT NOT NULL,
          name TEXT NOT NULL,
          type TEXT NOT NULL,
          description TEXT NOT NULL,
          mode INTEGER NOT NULL,
          external_storage_location TEXT,
          resource_group_id TEXT,
          created INTEGER NOT NULL,
          modified INTEGER NOT NULL,
          revision_id INTEGER NOT NULL,
          version INTEGER NOT NULL,
          deleted INTEGER NOT NULL);
        CREATE UNIQUE INDEX flow_name ON flow(name) WHERE deleted = 0;

        CREATE TABLE revision(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          flow_id INTEGER NOT NULL REFERENCES flow(id),
          definition TEXT NOT NULL,
          role_arn TEXT NOT NULL,
          environment TEXT);
        CREATE INDEX revision_flow ON revision(flow_id);

        CREATE TABLE execution(
          id INTEGER PRIMARY KEY,
          shard INTEGER NOT NULL,           -- a part of the number, for the index of live ones
          flow_id INTEGER NOT NULL,
          revision_id INTEGER NOT NULL,
          name TEXT NOT NULL,
          status INTEGER NOT NULL,          -- 0 and 1 live, 2 and above ended
          started INTEGER NOT NULL,
          stopped INTEGER,
          wake_at INTEGER,                  -- 0 hot, above 0 asleep until then
          qualifier TEXT,
          map_run TEXT,
          error TEXT,
          cause TEXT,
          input BLOB,                       -- the large ones last: lists pass them over
          output BLOB);
        CREATE UNIQUE INDEX execution_name ON execution(flow_id, name);
        CREATE INDEX execution_list ON execution(flow_id, map_run, started);
        CREATE INDEX execution_status ON execution(flow_id, status, map_run, started);
        CREATE INDEX execution_live ON execution(shard, wake_at) WHERE status < 2;
        CREATE INDEX execution_ended ON execution(flow_id, stopped) WHERE status >= 2;

        CREATE TABLE journal(
          id INTEGER PRIMARY KEY,           -- commit order: inserts only ever append
          execution_id INTEGER NOT NULL REFERENCES execution(id),
          first_event INTEGER NOT NULL,
          event_count INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          events BLOB NOT NULL,
          state BLOB NOT NULL);
        CREATE INDEX journal_event ON journal(execution_id, first_event, event_count);

        CREATE TABLE outbox(
          id INTEGER PRIMARY KEY,
          shard INTEGER NOT NULL,
          body BLOB NOT NULL);
        CREATE INDEX outbox_shard ON outbox(shard);
        """;

    // What is there already belongs to the default account.
    private const string Accounts =
        """
        ALTER TABLE flow ADD COLUMN account TEXT NOT NULL DEFAULT '1000000000000000';
        DROP INDEX flow_name;
        CREATE UNIQUE INDEX flow_name ON flow(account, name) WHERE deleted = 0;
        """;

    private const string Versions =
        """
        ALTER TABLE flow ADD COLUMN last_version INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE version(
          id INTEGER PRIMARY KEY,
          flow_id INTEGER NOT NULL REFERENCES flow(id),
          number INTEGER NOT NULL,
          revision_id INTEGER NOT NULL,
          description TEXT NOT NULL,
          created INTEGER NOT NULL);
        CREATE UNIQUE INDEX version_number ON version(flow_id, number);

        CREATE TABLE alias(
          id INTEGER PRIMARY KEY,
          flow_id INTEGER NOT NULL REFERENCES flow(id),
          name TEXT NOT NULL,
          description TEXT NOT NULL,
          first_version INTEGER NOT NULL,
          first_weight INTEGER NOT NULL,
          second_version INTEGER,
          second_weight INTEGER,
          created INTEGER NOT NULL);
        CREATE UNIQUE INDEX alias_name ON alias(flow_id, name);
        """;

    private const string MapRuns =
        """
        CREATE TABLE map_run(
          name TEXT PRIMARY KEY,
          shard INTEGER NOT NULL,
          execution_id INTEGER NOT NULL REFERENCES execution(id),
          open INTEGER NOT NULL,
          body BLOB NOT NULL);
        CREATE INDEX map_run_open ON map_run(shard, name) WHERE open = 1;
        CREATE INDEX map_run_execution ON map_run(execution_id);

        CREATE TABLE map_page(
          id INTEGER PRIMARY KEY,           -- order of writing, as in the journal
          run TEXT NOT NULL REFERENCES map_run(name),
          number INTEGER NOT NULL,
          body BLOB NOT NULL);
        CREATE UNIQUE INDEX map_page_number ON map_page(run, number);
        """;

    private const string Schedules =
        """
        CREATE TABLE schedule(
          id INTEGER PRIMARY KEY,
          shard INTEGER NOT NULL,           -- a part of the number, for the shard that reads its own
          flow_id INTEGER NOT NULL,
          uuid TEXT NOT NULL,
          name TEXT NOT NULL,
          description TEXT NOT NULL,
          payload TEXT NOT NULL,
          cron TEXT NOT NULL,
          enabled INTEGER NOT NULL,
          created INTEGER NOT NULL,
          modified INTEGER NOT NULL,
          anchor INTEGER NOT NULL,
          next_at INTEGER,
          version INTEGER NOT NULL);
        CREATE UNIQUE INDEX schedule_name ON schedule(flow_id, name);
        CREATE INDEX schedule_shard ON schedule(shard);
        """;

    private const string Users =
        """
        CREATE TABLE access(
          id INTEGER PRIMARY KEY,
          kind INTEGER NOT NULL,            -- 1 user, 2 role, 3 key; secrets in the body are sealed
          account TEXT NOT NULL,
          name TEXT NOT NULL,
          body BLOB NOT NULL);
        CREATE UNIQUE INDEX access_name ON access(kind, account, name);
        """;

    // By time over all flows. Children of map runs leave with the execution they belong to.
    private const string Stopped =
        """
        CREATE INDEX execution_stopped ON execution(stopped) WHERE status >= 2 AND map_run IS NULL;
        """;

    // What each is made of: Files/Seals.cs. A row of an earlier format has none, and its number is not above the
    // "unsealed" one of its table; in tables that are not named there, every row has one.
    private const string Checksums =
        """
        ALTER TABLE execution ADD COLUMN sum INTEGER;
        ALTER TABLE execution ADD COLUMN life_sum INTEGER;
        ALTER TABLE execution ADD COLUMN input_sum INTEGER;
        ALTER TABLE execution ADD COLUMN output_sum INTEGER;
        ALTER TABLE journal ADD COLUMN events_sum INTEGER;
        ALTER TABLE journal ADD COLUMN state_sum INTEGER;
        ALTER TABLE outbox ADD COLUMN sum INTEGER;
        ALTER TABLE flow ADD COLUMN sum INTEGER;
        ALTER TABLE revision ADD COLUMN sum INTEGER;
        ALTER TABLE version ADD COLUMN sum INTEGER;
        ALTER TABLE alias ADD COLUMN sum INTEGER;
        ALTER TABLE map_run ADD COLUMN sum INTEGER;
        ALTER TABLE map_page ADD COLUMN sum INTEGER;
        ALTER TABLE schedule ADD COLUMN sum INTEGER;
        ALTER TABLE access ADD COLUMN sum INTEGER;

        ALTER TABLE meta ADD COLUMN page_sums INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE meta ADD COLUMN unsealed_executions INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE meta ADD COLUMN unsealed_journal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE meta ADD COLUMN unsealed_map_pages INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE meta ADD COLUMN sum INTEGER;

        -- Of what is there already nobody has said who defined it.
        ALTER TABLE revision ADD COLUMN definer TEXT;

        -- Of the schedule's whole life; the instants are the first and the last of those missed last.
        ALTER TABLE schedule ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE schedule ADD COLUMN missed_from INTEGER;
        ALTER TABLE schedule ADD COLUMN missed_until INTEGER;
        """;

    // Columns that are null in most rows, with indexes of those only in which they are not: what is found by them pays.
    private const string Found =
        """
        ALTER TABLE execution ADD COLUMN failed_state TEXT;
        ALTER TABLE execution ADD COLUMN attention INTEGER; -- 1 retries, 2 waits for a report, 3 both
        ALTER TABLE execution ADD COLUMN bytes INTEGER;     -- null where an earlier format wrote the row last
        ALTER TABLE execution ADD COLUMN parent INTEGER;
        ALTER TABLE execution ADD COLUMN rerun_of INTEGER;
        CREATE INDEX execution_error ON execution(flow_id, error, started) WHERE error IS NOT NULL AND map_run IS NULL;
        CREATE INDEX execution_failed_state ON execution(flow_id, failed_state, started)
          WHERE failed_state IS NOT NULL AND map_run IS NULL;
        CREATE INDEX execution_attention ON execution(flow_id, attention, started) WHERE attention IS NOT NULL;
        CREATE INDEX execution_parent ON execution(parent) WHERE parent IS NOT NULL;
        CREATE INDEX execution_rerun ON execution(rerun_of) WHERE rerun_of IS NOT NULL;

        ALTER TABLE flow ADD COLUMN search_keys TEXT;

        CREATE TABLE search_value(
          id INTEGER PRIMARY KEY,
          execution_id INTEGER NOT NULL REFERENCES execution(id),
          flow_id INTEGER NOT NULL,
          name TEXT NOT NULL,
          value TEXT NOT NULL,
          started INTEGER NOT NULL,
          sum INTEGER);
        CREATE INDEX search_value_name ON search_value(flow_id, name, value, started, execution_id);
        CREATE INDEX search_value_execution ON search_value(execution_id);

        -- What is stored of a flow, kept true by each commit; executions whose bytes are null do not count.
        CREATE TABLE usage(
          flow_id INTEGER PRIMARY KEY,
          bytes INTEGER NOT NULL,
          executions INTEGER NOT NULL,
          sum INTEGER);

        CREATE TABLE terms(
          id INTEGER PRIMARY KEY,
          release TEXT NOT NULL,
          level INTEGER NOT NULL,
          limits TEXT NOT NULL,
          sum INTEGER);

        CREATE TABLE life(
          id INTEGER PRIMARY KEY,
          terms_id INTEGER NOT NULL REFERENCES terms(id),
          started INTEGER NOT NULL,
          ended INTEGER,
          exact INTEGER NOT NULL,           -- 0: cut short, and the end is the last thing that is known of it
          sum INTEGER);
        CREATE INDEX life_started ON life(started);
        CREATE INDEX life_open ON life(id) WHERE ended IS NULL;

        CREATE TABLE unrecorded(
          id INTEGER PRIMARY KEY,
          flow_id INTEGER NOT NULL REFERENCES flow(id),
          hour INTEGER NOT NULL,
          count INTEGER NOT NULL,
          sum INTEGER);
        CREATE UNIQUE INDEX unrecorded_hour ON unrecorded(flow_id, hour);
        CREATE INDEX unrecorded_age ON unrecorded(hour);

        CREATE TABLE batch(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          account TEXT NOT NULL,
          action TEXT NOT NULL,
          filter TEXT NOT NULL,
          created_by TEXT NOT NULL,
          created INTEGER NOT NULL,
          state INTEGER NOT NULL,           -- 0 and 1 open, 2 and above ended
          ended INTEGER,
          problem TEXT,
          position_started INTEGER,
          position_id INTEGER,
          expected INTEGER NOT NULL,
          done INTEGER NOT NULL,
          failed INTEGER NOT NULL,
          version INTEGER NOT NULL,
          sum INTEGER);
        CREATE INDEX batch_account ON batch(account);
        CREATE INDEX batch_open ON batch(id) WHERE state < 2;
        CREATE INDEX batch_ended ON batch(ended) WHERE state >= 2;

        CREATE TABLE batch_failure(
          id INTEGER PRIMARY KEY,
          batch_id INTEGER NOT NULL REFERENCES batch(id),
          flow TEXT NOT NULL,
          execution TEXT NOT NULL,
          code TEXT NOT NULL,
          reason TEXT NOT NULL,
          sum INTEGER);
        CREATE INDEX batch_failure_batch ON batch_failure(batch_id);
        """;

    // For those who look for both at once; what has not failed pays nothing.
    private const string Failures =
        """
        CREATE INDEX execution_failure ON execution(flow_id, failed_state, error, started)
          WHERE failed_state IS NOT NULL AND error IS NOT NULL AND map_run IS NULL;
        """;
}
