using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Checking;

/// <summary>How a part of a row is named when it is damaged.</summary>
internal static class RowNames
{
    private const string NotAsWritten = "it is not what was written";

    /// <param name="first">Where the seal's selection begins in the row.</param>
    public static (ReadSubject Subject, string Problem) Of(Seal seal, Statement row, int first, long number) => seal.Part switch
    {
        RowPart.Execution => (ReadSubject.OfExecution(new ExecutionId(number)), "its row is not what was written"),
        RowPart.Life => (ReadSubject.OfExecution(new ExecutionId(number)), "its status is not what was written"),
        RowPart.Input => (ReadSubject.OfExecution(new ExecutionId(number)), "its input is not what was written"),
        RowPart.Output => (ReadSubject.OfExecution(new ExecutionId(number)), "its output is not what was written"),
        RowPart.Events => (JournalReads.EventsAt(row, first), NotAsWritten),
        RowPart.State => (JournalReads.StateAt(row, first), NotAsWritten),
        RowPart.Flow => (new($"Flow number {number}"), NotAsWritten),
        RowPart.Revision => (CatalogReads.RevisionSubject(number), NotAsWritten),
        RowPart.Version => (new($"Version {row.Int64(first + 2)}", Flow: row.Int64(first + 1)), NotAsWritten),
        RowPart.Alias => (new("Alias", row.Text(first + 2), row.Int64(first + 1)), NotAsWritten),
        RowPart.Schedule => (ScheduleReads.ByNumber(new ExecutionId(number)), NotAsWritten),
        RowPart.MapRun => (
            ReadSubject.Within(new ExecutionId(row.Int64(first + 3)), $"Map run '{row.Text(first + 1)}'"), NotAsWritten),
        RowPart.MapPage => (new($"Page {row.Int64(first + 2)} of map run", row.Text(first + 1)), NotAsWritten),
        RowPart.Letter => (ExecutionReads.Letter(number), NotAsWritten),
        RowPart.Access => (
            new($"{(AccessRowKind)row.Int32(first + 1)} '{row.Text(first + 3)}' of account {row.Text(first + 2)}"),
            NotAsWritten),
        RowPart.SearchValue => (
            ReadSubject.Within(new ExecutionId(row.Int64(first + 1)), $"Search value '{row.Text(first + 3)}'"), NotAsWritten),
        RowPart.Usage => (new($"What flow number {number} has stored"), NotAsWritten),
        RowPart.Terms => (new($"Terms number {number} of servers"), NotAsWritten),
        RowPart.ServerLife => (new($"Life number {number} of servers"), NotAsWritten),
        RowPart.Unrecorded => (
            new("The count of Express executions without a record", Flow: row.Int64(first + 1)), NotAsWritten),
        RowPart.Batch => (BatchReads.Numbered(number), NotAsWritten),
        RowPart.BatchFailure => (new($"An execution of batch {row.Int64(first + 1)} (row {number})"), NotAsWritten),
        RowPart.Store => (new("What the store says of itself"), NotAsWritten),
        _ => throw new ArgumentOutOfRangeException(nameof(seal), seal.Part, null),
    };
}
