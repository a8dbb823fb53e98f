using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Writes batches. The statements are kept at hand: this is the hot path.</summary>
internal sealed class BatchWriter(Connection connection)
{
    private readonly Statement _epoch = connection.Prepare("SELECT epoch FROM shard WHERE id = ?");

    private readonly Statement _insert = connection.Prepare(
        """
        INSERT INTO execution(
          id, shard, flow_id, revision_id, name, started, qualifier, map_run, parent, rerun_of, sum,
          status, stopped, wake_at, error, cause, failed_state, attention, bytes, life_sum,
          input, input_sum, output, output_sum)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement _reopen = connection.Prepare(
        """
        UPDATE execution SET
          shard = ?, flow_id = ?, revision_id = ?, name = ?, started = ?, qualifier = ?, map_run = ?, parent = ?, rerun_of = ?,
          sum = ?, status = ?, stopped = ?, wake_at = ?, error = ?, cause = ?, failed_state = ?, attention = ?, bytes = ?,
          life_sum = ?, output = ?, output_sum = ?
        WHERE id = ?
        """);

    private readonly Statement _change = connection.Prepare(
        """
        UPDATE execution SET
          status = ?, stopped = ?, wake_at = ?, error = ?, cause = ?, failed_state = ?, attention = ?, bytes = ?,
          life_sum = ?, output = ?, output_sum = ?
        WHERE id = ?
        """);

    // Answered by the index alone.
    private readonly Statement _nextEvent = connection.Prepare(
        """
        SELECT first_event + event_count FROM journal
        WHERE execution_id = ? ORDER BY first_event DESC, event_count DESC LIMIT 1
        """);

    private readonly Statement _append = connection.Prepare(
        """
        INSERT INTO journal(execution_id, first_event, event_count, kind, events, events_sum, state, state_sum)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement _send = connection.Prepare(
        "INSERT INTO outbox(id, shard, body, sum) VALUES(?, ?, ?, ?)");

    private readonly Statement _receive = connection.Prepare("DELETE FROM outbox WHERE id = ?");

    private readonly ScheduleWriter _schedules = new(connection);

    private readonly MapRunWriter _mapRuns = new(connection);

    private readonly SearchWriter _search = new(connection);

    private readonly UsageWriter _usage = new(connection);

    /// <summary>What is being written, to be named when a page that it lies on is damaged.</summary>
    private ReadSubject _subject;

    /// <summary>Writes a batch inside the current transaction, which must be rolled back when this throws.</summary>
    /// <exception cref="BatchConflictException">As <see cref="ICommitStore.CommitAsync"/> says.</exception>
    public CommitResult Apply(CommitBatch batch)
    {
        if (!batch.Epochs.TrueForAll(IsCurrent))
        {
            return CommitResult.FencedFor(batch.Epochs.FindAll(claim => !IsCurrent(claim)));
        }

        try
        {
            Write(batch);
            return CommitResult.Durable;
        }
        catch (SqliteException cause) when (cause.IsPageDamaged)
        {
            throw _subject.Damaged(connection, cause.Message, cause);
        }
    }

    private void Write(CommitBatch batch)
    {
        _usage.Begin();
        batch.Inserts.ForEach(Insert);
        _search.Write(batch);
        batch.Reopens.ForEach(Reopen);
        batch.Changes.ForEach(Change);
        batch.Journal.ForEach(Append);
        batch.Sent.ForEach(Send);
        _subject = new("A map run");
        _mapRuns.Write(batch);
        batch.Received.ForEach(Receive);
        batch.Schedules.ForEach(Put);
        _subject = new("What flows have stored");
        _usage.Write();
    }

    private bool IsCurrent(ShardEpoch claim)
    {
        using var statement = _epoch.Bind(claim.Shard);
        return claim.Epoch > 0 && statement.Step() && statement.Int64(0) == claim.Epoch;
    }

    private void Insert(ExecutionRow row)
    {
        _subject = new("What leads to execution", row.Name, row.FlowId) { Execution = row.Id };
        try
        {
            var id = row.Id.Value;
            _insert.Bind(id)
                .Seal(RowPart.Execution, id).Bind(row.Id.Shard).Bind(row.FlowId).Bind(row.RevisionId).Bind(row.Name)
                .Bind(row.Started).Bind(row.Qualifier).Bind(row.MapRun)
                .BindLater(0, row.Parent?.Value).BindLater(1, row.RerunOf?.Value).BindSum()
                .Seal(RowPart.Life, id).Bind((long)row.Status).Bind(row.Stopped).Bind(row.WakeAt)
                .Bind(row.Error).Bind(row.Cause).BindLater(0, row.FailedState)
                .BindLater(1, Attention.Of(row.Retrying, row.Waiting)).BindLater(2, row.Bytes).BindSum()
                .Seal(RowPart.Input, id).Bind(row.Input).BindSum()
                .Seal(RowPart.Output, id).Bind(row.Output).BindSum().Run();
            _usage.Add(row.FlowId, new(row.Bytes, 1));
        }
        catch (SqliteException cause) when (cause.IsConstraint)
        {
            throw new BatchConflictException(
                $"Execution {row.Id}, '{row.Name}' of flow {row.FlowId}: its number or its name is stored already.");
        }
    }

    private void Reopen(ExecutionRow row)
    {
        _subject = ReadSubject.OfExecution(row.Id);
        var id = row.Id.Value;
        if (!_usage.TryReplace(id, row.Bytes))
        {
            throw new BatchConflictException($"Execution {row.Id} goes on, and is not stored.");
        }

        _reopen
            .Seal(RowPart.Execution, id).Bind(row.Id.Shard).Bind(row.FlowId).Bind(row.RevisionId).Bind(row.Name)
            .Bind(row.Started).Bind(row.Qualifier).Bind(row.MapRun)
            .BindLater(0, row.Parent?.Value).BindLater(1, row.RerunOf?.Value).BindSum()
            .Seal(RowPart.Life, id).Bind((long)row.Status).Bind(row.Stopped).Bind(row.WakeAt)
            .Bind(row.Error).Bind(row.Cause).BindLater(0, row.FailedState)
            .BindLater(1, Attention.Of(row.Retrying, row.Waiting)).BindLater(2, row.Bytes).BindSum()
            .Seal(RowPart.Output, id).Bind(row.Output).BindSum().Bind(id).Run();
    }

    private void Change(ExecutionChange change)
    {
        _subject = ReadSubject.OfExecution(change.Id);
        var id = change.Id.Value;
        if (!_usage.TryReplace(id, change.Bytes))
        {
            throw new BatchConflictException($"Execution {change.Id} is changed, and is not stored.");
        }

        _change
            .Seal(RowPart.Life, id).Bind((long)change.Status).Bind(change.Stopped).Bind(change.WakeAt)
            .Bind(change.Error).Bind(change.Cause).BindLater(0, change.FailedState)
            .BindLater(1, Attention.Of(change.Retrying, change.Waiting)).BindLater(2, change.Bytes).BindSum()
            .Seal(RowPart.Output, id).Bind(change.Output).BindSum().Bind(id).Run();
    }

    private void Append(JournalRow row)
    {
        _subject = ReadSubject.OfExecution(row.Execution);
        var nextEvent = NextEvent(row.Execution);
        if (row.FirstEvent < nextEvent)
        {
            throw new BatchConflictException(
                $"Execution {row.Execution} goes on with event {nextEvent}, not with {row.FirstEvent}.");
        }

        try
        {
            var id = row.Execution.Value;
            _append.Bind(id)
                .Seal(RowPart.Events, id).Bind(row.FirstEvent).Bind(row.EventCount).Bind((long)row.Kind)
                .Bind(row.Events).BindSum()
                .Seal(RowPart.State, id).Cover(row.FirstEvent).Cover(row.EventCount).Cover((long)row.Kind)
                .Bind(row.State).BindSum().Run();
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

    private void Receive(long id)
    {
        _subject = ExecutionReads.Letter(id);
        _receive.Bind(id).Run();
    }

    private void Put(ScheduleWrite write)
    {
        _subject = ScheduleReads.ByNumber(write.Id);
        _schedules.Write(write);
    }

    private void Send(LetterRow letter)
    {
        _subject = ExecutionReads.Letter(letter.Id);
        try
        {
            _send.Bind(letter.Id)
                .Seal(RowPart.Letter, letter.Id).Bind(letter.Shard).Bind(letter.Body).BindSum().Run();
        }
        catch (SqliteException cause) when (cause.IsConstraint)
        {
            throw new BatchConflictException($"Message {letter.Id} is stored already.");
        }
    }
}
