namespace Sluice.Storage.Sqlite.Database;

/// <summary>Up to which numbers rows may be without a checksum, because an earlier format has written them.</summary>
internal sealed record UnsealedRows(long Executions, long Journal, long MapPages)
{
    public static UnsealedRows None { get; } = new(0, 0, 0);

    /// <summary>Whether a row of a table may be without one.</summary>
    /// <param name="number">The row's, from 1; 0 for one that always has a checksum.</param>
    public bool Has(RowPart part, long number) => number > 0 && number <= part switch
    {
        RowPart.Execution or RowPart.Life or RowPart.Input or RowPart.Output => Executions,
        RowPart.Events or RowPart.State => Journal,
        RowPart.MapPage => MapPages,
        _ => 0,
    };
}
