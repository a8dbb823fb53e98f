using Sluice.Model;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Writes batches. The statements are kept at hand: this is the hot path.</summary>
internal sealed class BatchWriter(Connection connection)
{
    private readonly Statement _epoch = connection.Prepare("SELECT epoch FROM shard WHERE id = ?");

    private readonly Statement _insert = connection.Prepare(
        """
        INSERT INTO execution(
          id, shard, flow_id, revision_id, name, status, started, stopped, wake_at, qualifier, map_run, error, cause,
          input, output)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement _change = connection.Prepare(
        """
        UPDATE execution SET status = ?, stopped = ?, wake_at = ?, output = ?, error = ?, cause = ? WHERE id = ?
        """);

    // Answered by the index alone.
    private readonly Statement _nextEvent = connection.Prepare(
        """
        SELECT first_event + event_count FROM journal
        WHERE execution_id = ? ORDER BY first_event DESC, event_count DESC LIMIT 1
        """);

    private readonly Statement _append = connection.Prepare(
        "INSERT INTO journal(execution_id, first_event, event_count, kind, events, state) VALUES(?, ?, ?, ?, ?, ?)");

    private readonly Statement _send = connection.Prepare("INSERT INTO outbox(id, shard, body) VALUES(?, ?, ?)");

    private readonly Statement _receive = connection.Prepare("DELETE FROM outbox WHERE id = ?");

    private readonly ScheduleWriter _schedules = new(connection);

    private readonly MapRunWriter _mapRuns = new(connection);

    /// <summary>Writes a batch inside the current transaction, which must be rolled back when this throws.</summary>
    /// <exception cref="BatchConflictException">As <see cref="IStore.CommitAsync"/> says.</exception>
    public CommitResult Apply(CommitBatch batch)
    {
        if (!batch.Epochs.TrueForAll(IsCurrent))
        {
            return CommitResult.Fenced;
        }

        batch.Inserts.ForEach(Insert);
        batch.Changes.ForEach(Change);
        batch.Journal.ForEach(Append);
        batch.Sent.ForEach(Send);
        _mapRuns.Write(batch);
        batch.Received.ForEach(id => _receive.Bind(id).Run());
        batch.Schedules.ForEach(_schedules.Write);
        return CommitResult.Durable;
    }

    private bool IsCurrent(ShardEpoch claim)
    {
        using var statement = _epoch.Bind(claim.Shard);
        return claim.Epoch > 0 && statement.Step() && statement.Int64(0) == claim.Epoch;
    }

    private void Insert(ExecutionRow row)
    {
        try
        {
            _insert.Bind(row.Id.Value).Bind(row.Id.Shard).Bind(row.FlowId).Bind(row.RevisionId).Bind(row.Name)
                .Bind((long)row.Status).Bind(row.Started).Bind(row.Stopped).Bind(row.WakeAt)
                .Bind(row.Qualifier).Bind(row.MapRun).Bind(row.Error).Bind(row.Cause)
                .Bind(row.Input).Bind(row.Output).Run();
        }
        catch (SqliteException cause) when (cause.IsConstraint)
        {
            throw new BatchConflictException(
                $"Execution {row.Id}, '{row.Name}' of flow {row.FlowId}: its number or its name is stored already.");
        }
    }

    private void Change(ExecutionChange change)
    {
        _change.Bind((long)change.Status).Bind(change.Stopped).Bind(change.WakeAt)
            .Bind(change.Output).Bind(change.Error).Bind(change.Cause).Bind(change.Id.Value).Run();
        if (connection.Changes == 0)
        {
            throw new BatchConflictException($"Execution {change.Id} is changed, and is not stored.");
        }
    }

    private void Append(JournalRow row)
    {
        var nextEvent = NextEvent(row.Execution);
        if (row.FirstEvent < nextEvent)
        {
            throw new BatchConflictException(
                $"Execution {row.Execution} goes on with event {nextEvent}, not with {row.FirstEvent}.");
        }

        try
        {
            _append.Bind(row.Execution.Value).Bind(row.FirstEvent).Bind(row.EventCount).Bind((long)row.Kind)
                .Bind(row.Events).Bind(row.State).Run();
        }
        catch (SqliteException cause) when (cause.IsConstraint)
        {
            throw new BatchConflictException($"Execution {row.Execution} gets a journal row, and is not stored.");
        }
    }

    private long NextEvent(ExecutionId id)
    {
        using var statement = _nextEvent.Bind(id.Value);
        return statement.Step() ? statement.Int64(0) : 1;
    }

    private void Send(OutboxMessage message)
    {
        try
        {
            _send.Bind(message.Id).Bind(message.Shard).Bind(message.Body).Run();
        }
        catch (SqliteException cause) when (cause.IsConstraint)
        {
            throw new BatchConflictException($"Message {message.Id} is stored already.");
        }
    }
}
