namespace Sluice.Storage.Postgres.Layout;

/// <summary>The tables of a store, and the number by which a release knows whether it can read them.</summary>
/// <remarks>
/// Every change of a table, an index, a function, or the meaning of a column is a step behind the last one, and steps that have
/// been released never change; a golden file in the tests holds the text. Names of tables and columns are those of a SQLite
/// store where they mean the same. Times are Unix milliseconds; texts are ordered by code point, and have no U+0000
/// (<see cref="Connecting.StoredText"/>).
/// </remarks>
internal static class Steps
{
    /// <summary>The format that this release writes.</summary>
    public static int Format => All.Count;

    /// <summary>Step n, counted from 1, makes format n out of format n − 1; the first one begins with an empty schema.</summary>
    public static IReadOnlyList<string> All { get; } = [Tables + Functions, Failures, Sharing];

    private const string Tables =
        """
        CREATE TABLE meta(
          format integer NOT NULL,          -- stays the first column for ever
          shard_count integer NOT NULL,
          token_key bytea NOT NULL,
          last_execution bigint NOT NULL);  -- highest number among the purged ones

        CREATE TABLE shard(
          id integer PRIMARY KEY,
          epoch bigint NOT NULL) WITH (fillfactor = 20);

        CREATE TABLE flow(
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          uuid uuid NOT NULL,
          account text COLLATE "C" NOT NULL,
          name text COLLATE "C" NOT NULL,
          type text COLLATE "C" NOT NULL,
          description text COLLATE "C" NOT NULL,
          mode integer NOT NULL,
          external_storage_location text COLLATE "C",
          resource_group_id text COLLATE "C",
          search_keys text COLLATE "C",
          created bigint NOT NULL,
          modified bigint NOT NULL,
          revision_id bigint NOT NULL,
          last_version bigint NOT NULL DEFAULT 0,
          version bigint NOT NULL,
          deleted boolean NOT NULL);
        CREATE UNIQUE INDEX flow_name ON flow(account, name) WHERE NOT deleted;

        CREATE TABLE revision(
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          flow_id bigint NOT NULL REFERENCES flow(id),
          definition text COLLATE "C" NOT NULL,
          role_arn text COLLATE "C" NOT NULL,
          environment text COLLATE "C",
          definer text COLLATE "C");
        CREATE INDEX revision_flow ON revision(flow_id);

        CREATE TABLE version(
          flow_id bigint NOT NULL REFERENCES flow(id),
          number bigint NOT NULL,
          revision_id bigint NOT NULL,
          description text COLLATE "C" NOT NULL,
          created bigint NOT NULL,
          PRIMARY KEY (flow_id, number));

        CREATE TABLE alias(
          flow_id bigint NOT NULL REFERENCES flow(id),
          name text COLLATE "C" NOT NULL,
          description text COLLATE "C" NOT NULL,
          first_version bigint NOT NULL,
          first_weight integer NOT NULL,
          second_version bigint,
          second_weight integer,
          created bigint NOT NULL,
          PRIMARY KEY (flow_id, name));

        CREATE TABLE execution(
          id bigint PRIMARY KEY,
          shard integer NOT NULL,           -- a part of the number, for the index of live ones
          flow_id bigint NOT NULL,
          revision_id bigint NOT NULL,
          name text COLLATE "C" NOT NULL,
          status integer NOT NULL,          -- 0 and 1 live, 2 and above ended
          started bigint NOT NULL,
          stopped bigint,
          wake_at bigint,                   -- 0 hot, above 0 asleep until then
          qualifier text COLLATE "C",
          map_run text COLLATE "C",
          error text COLLATE "C",
          cause text COLLATE "C",
          failed_state text COLLATE "C",
          attention integer,                -- 1 retries, 2 waits for a report, 3 both
          bytes bigint NOT NULL,
          parent bigint,
          rerun_of bigint,
          input bytea,
          output bytea) WITH (fillfactor = 80);
        CREATE UNIQUE INDEX execution_name ON execution(flow_id, name);
        CREATE INDEX execution_list ON execution(flow_id, map_run, started, id);
        CREATE INDEX execution_status ON execution(flow_id, status, map_run, started, id);
        CREATE INDEX execution_live ON execution(shard, wake_at, id) WHERE status < 2;
        CREATE INDEX execution_ended ON execution(flow_id, stopped, id) WHERE status >= 2;
        CREATE INDEX execution_stopped ON execution(stopped, id) WHERE status >= 2 AND map_run IS NULL;
        CREATE INDEX execution_error ON execution(flow_id, error, started, id) WHERE error IS NOT NULL AND map_run IS NULL;
        CREATE INDEX execution_failed_state ON execution(flow_id, failed_state, started, id)
          WHERE failed_state IS NOT NULL AND map_run IS NULL;
        CREATE INDEX execution_attention ON execution(flow_id, attention, started, id) WHERE attention IS NOT NULL;
        CREATE INDEX execution_parent ON execution(parent, id) WHERE parent IS NOT NULL;
        CREATE INDEX execution_rerun ON execution(rerun_of, id) WHERE rerun_of IS NOT NULL;

        CREATE TABLE search_value(
          execution_id bigint NOT NULL,
          flow_id bigint NOT NULL,
          name text COLLATE "C" NOT NULL,
          value text COLLATE "C" NOT NULL,
          started bigint NOT NULL);
        CREATE INDEX search_value_name ON search_value(flow_id, name, value, started, execution_id);
        CREATE INDEX search_value_execution ON search_value(execution_id);

        -- By time, which is in the high bits of an execution's number: what is old is dropped whole (JournalParts).
        CREATE SEQUENCE journal_number;
        CREATE TABLE journal(
          id bigint NOT NULL DEFAULT nextval('journal_number'), -- order of writing
          execution_id bigint NOT NULL,
          first_event bigint NOT NULL,
          event_count integer NOT NULL,
          kind integer NOT NULL,
          events bytea NOT NULL,
          state bytea NOT NULL) PARTITION BY RANGE (execution_id);
        CREATE INDEX journal_event ON journal(execution_id, first_event, event_count, id);
        CREATE INDEX journal_newest ON journal USING brin(id) WITH (autosummarize = on, pages_per_range = 32);
        CREATE TABLE journal_rest PARTITION OF journal DEFAULT;
        CREATE TABLE journal_part(
          name text COLLATE "C" PRIMARY KEY,
          from_id bigint NOT NULL,          -- inclusive
          to_id bigint NOT NULL);           -- exclusive

        CREATE TABLE outbox(
          id bigint PRIMARY KEY,
          shard integer NOT NULL,
          body bytea NOT NULL);
        CREATE INDEX outbox_shard ON outbox(shard, id);

        CREATE TABLE map_run(
          name text COLLATE "C" PRIMARY KEY,
          shard integer NOT NULL,
          execution_id bigint NOT NULL,
          open boolean NOT NULL,
          body bytea NOT NULL) WITH (fillfactor = 50);
        CREATE INDEX map_run_open ON map_run(shard, name) WHERE open;
        CREATE INDEX map_run_execution ON map_run(execution_id);

        CREATE TABLE map_page(
          run text COLLATE "C" NOT NULL,
          number integer NOT NULL,
          body bytea NOT NULL,
          PRIMARY KEY (run, number));

        CREATE TABLE schedule(
          id bigint PRIMARY KEY,
          shard integer NOT NULL,           -- a part of the number, for the shard that reads its own
          flow_id bigint NOT NULL,
          uuid uuid NOT NULL,
          name text COLLATE "C" NOT NULL,
          description text COLLATE "C" NOT NULL,
          payload text COLLATE "C" NOT NULL,
          cron text COLLATE "C" NOT NULL,
          enabled boolean NOT NULL,
          created bigint NOT NULL,
          modified bigint NOT NULL,
          anchor bigint NOT NULL,
          next_at bigint,
          version bigint NOT NULL,
          missed bigint NOT NULL,
          missed_from bigint,
          missed_until bigint);
        CREATE UNIQUE INDEX schedule_name ON schedule(flow_id, name);
        CREATE INDEX schedule_shard ON schedule(shard, id);

        CREATE TABLE access(
          kind integer NOT NULL,            -- 1 user, 2 role, 3 key; secrets in the body are sealed
          account text COLLATE "C" NOT NULL,
          name text COLLATE "C" NOT NULL,
          body bytea NOT NULL,
          PRIMARY KEY (kind, account, name));

        -- What is stored of a flow, kept true by each commit: the sum of its parts. A part is written by one node at a time, so
        -- that commits of several nodes never wait for each other.
        CREATE TABLE usage(
          flow_id bigint NOT NULL,
          part integer NOT NULL,
          bytes bigint NOT NULL,
          executions bigint NOT NULL,
          PRIMARY KEY (flow_id, part)) WITH (fillfactor = 20);

        CREATE TABLE terms(
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          release text COLLATE "C" NOT NULL,
          level integer NOT NULL,
          limits text COLLATE "C" NOT NULL);

        CREATE TABLE life(
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          terms_id bigint NOT NULL REFERENCES terms(id),
          started bigint NOT NULL,
          ended bigint,
          exact boolean NOT NULL);          -- false: cut short, and the end is the last thing that is known of it
        CREATE INDEX life_started ON life(started);

        CREATE TABLE unrecorded(
          flow_id bigint NOT NULL REFERENCES flow(id),
          hour bigint NOT NULL,
          count bigint NOT NULL,
          PRIMARY KEY (flow_id, hour));
        CREATE INDEX unrecorded_age ON unrecorded(hour);

        CREATE TABLE batch(
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          account text COLLATE "C" NOT NULL,
          action text COLLATE "C" NOT NULL,
          filter text COLLATE "C" NOT NULL,
          created_by text COLLATE "C" NOT NULL,
          created bigint NOT NULL,
          state integer NOT NULL,           -- 0 and 1 open, 2 and above ended
          ended bigint,
          problem text COLLATE "C",
          position_started bigint,
          position_id bigint,
          expected bigint NOT NULL,
          done bigint NOT NULL,
          failed bigint NOT NULL,
          version bigint NOT NULL);
        CREATE INDEX batch_account ON batch(account, id);
        CREATE INDEX batch_open ON batch(id) WHERE state < 2;
        CREATE INDEX batch_ended ON batch(ended, id) WHERE state >= 2;

        CREATE TABLE batch_failure(
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          batch_id bigint NOT NULL REFERENCES batch(id),
          flow text COLLATE "C" NOT NULL,
          execution text COLLATE "C" NOT NULL,
          code text COLLATE "C" NOT NULL,
          reason text COLLATE "C" NOT NULL);
        CREATE INDEX batch_failure_batch ON batch_failure(batch_id, id);

        """;

    // What makes a transaction fail without a second round trip.
    private const string Functions =
        """
        -- Keeps the shards from being claimed until the transaction ends, or ends it where one has been. The lock waits for a
        -- claim that is under way, and then sees what it wrote.
        CREATE FUNCTION hold_shards(shards integer[], epochs bigint[]) RETURNS void LANGUAGE plpgsql AS $body$
        DECLARE
          outdated text;
        BEGIN
          SELECT string_agg(w.id || ':' || w.epoch, ',') INTO outdated
          FROM unnest(shards, epochs) AS w(id, epoch)
          LEFT JOIN (SELECT s.id, s.epoch FROM shard AS s WHERE s.id = ANY(shards) ORDER BY s.id FOR SHARE) AS held
            ON held.id = w.id
          WHERE held.epoch IS DISTINCT FROM w.epoch OR w.epoch <= 0;
          IF outdated IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'SL001', MESSAGE = outdated;
          END IF;
        END
        $body$;

        CREATE FUNCTION expect(got bigint, wanted bigint, problem text) RETURNS void LANGUAGE plpgsql AS $body$
        BEGIN
          IF got <> wanted THEN
            RAISE EXCEPTION USING ERRCODE = 'SL002', MESSAGE = problem;
          END IF;
        END
        $body$;
        """;

    // For those who look for both at once; what has not failed pays nothing.
    private const string Failures =
        """
        CREATE INDEX execution_failure ON execution(flow_id, failed_state, error, started, id)
          WHERE failed_state IS NOT NULL AND error IS NOT NULL AND map_run IS NULL;
        """;

    // What several servers tell each other. A change is counted at the end of its transaction, behind all its other locks, so
    // that two of them never wait for each other; whoever reads the number can then read the change.
    private const string Sharing =
        """
        CREATE TABLE member_table(
          number bigint NOT NULL);          -- one row; rises with each change of a member
        INSERT INTO member_table VALUES(0);

        CREATE TABLE member(
          address text COLLATE "C" PRIMARY KEY,
          revision bigint NOT NULL,
          alive bigint NOT NULL,            -- by the member's own clock
          body bytea NOT NULL) WITH (fillfactor = 50);

        CREATE TABLE change(
          kind integer PRIMARY KEY,         -- 1 flows, versions and aliases; 2 users, roles and keys
          number bigint NOT NULL) WITH (fillfactor = 20);
        INSERT INTO change VALUES(1, 0), (2, 0);

        CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
          UPDATE change SET number = number + 1 WHERE kind = TG_ARGV[0]::integer;
          RETURN NULL;
        END
        $body$;

        CREATE CONSTRAINT TRIGGER flow_change AFTER INSERT OR UPDATE OR DELETE ON flow
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_change(1);
        CREATE CONSTRAINT TRIGGER version_change AFTER INSERT OR UPDATE OR DELETE ON version
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_change(1);
        CREATE CONSTRAINT TRIGGER alias_change AFTER INSERT OR UPDATE OR DELETE ON alias
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_change(1);
        CREATE CONSTRAINT TRIGGER access_change AFTER INSERT OR UPDATE OR DELETE ON access
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_change(2);

        CREATE TABLE used_mark(
          mark bigint PRIMARY KEY,
          expires bigint NOT NULL);
        CREATE INDEX used_mark_expires ON used_mark(expires);

        CREATE TABLE agreement(
          name text COLLATE "C" PRIMARY KEY,
          value bytea NOT NULL);

        CREATE TABLE probe(
          number bigint NOT NULL) WITH (fillfactor = 20);
        INSERT INTO probe VALUES(0);
        """;
}
