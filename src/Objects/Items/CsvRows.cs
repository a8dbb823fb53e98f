namespace Sluice.Objects.Items;

/// <summary>The rows of a CSV object; empty lines are passed over.</summary>
internal sealed class CsvRows(ObjectAddress address, ByteWindow window, ItemLimits limits)
{
    private long _line;

    /// <summary>Of the row that was read last; replaced by the next.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>Reads the next row; false at the end.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        await window.PassMarkAsync(cancellationToken);
        while (true)
        {
            if (PassEmptyLine())
            {
                continue;
            }

            var length = window.Bytes.IsEmpty ? 0 : Read();
            if (length > 0)
            {
                _line = window.Line;
                window.Pass(length);
                return true;
            }

            if (window.IsAtEnd)
            {
                return false;
            }

            await window.FillAsync(cancellationToken);
        }
    }

    /// <summary>A problem with the row that was read last.</summary>
    /// <param name="problem">A clause, without a full stop.</param>
    public ObjectException Problem(string problem) => ItemObjects.Problem($"{address}, line {_line}", problem);

    private int Read()
    {
        try
        {
            var length = CsvRow.Read(window.Bytes, window.IsAtEnd, limits.Columns, Fields);
            var isLarge = length == 0 ? window.IsFull : length > limits.ItemBytes;
            return !isLarge ? length : throw new FormatException(
                $"the row has more than {limits.ItemBytes} bytes; a quotation mark may be missing");
        }
        catch (FormatException e)
        {
            _line = window.Line;
            throw Problem(e.Message);
        }
    }

    private bool PassEmptyLine()
    {
        var length = window.Bytes.StartsWith("\n"u8) ? 1 : window.Bytes.StartsWith("\r\n"u8) ? 2 : 0;
        window.Pass(length);
        return length > 0;
    }
}
