using System.Runtime.CompilerServices;
using Sluice.Model.Json;

namespace Sluice.Objects.Items;

/// <summary>The elements of a JSON array. Only one at a time is parsed; here they are told apart.</summary>
internal sealed class JsonListItems(ObjectAddress address, ByteWindow window, ItemLimits limits)
{
    public static async IAsyncEnumerable<Item> ReadAsync(
        ItemObjects objects,
        ItemSource.JsonList source,
        ItemPosition from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (window, position) = await objects.OpenAsync(source.Address, from, cancellationToken);
        await using var _ = window;
        var items = new JsonListItems(source.Address, window, objects.Limits);
        if (position.Count == 0)
        {
            await items.EnterAsync(cancellationToken);
        }

        while (await items.FindAsync(position.Count, cancellationToken))
        {
            var payload = await items.ReadOneAsync(position.Count, cancellationToken);
            position = position with { Count = position.Count + 1, Offset = window.Offset, Line = window.Line };
            yield return new Item(payload, position);
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        await window.PassMarkAsync(cancellationToken);
        if (await PeekAsync(cancellationToken) != '[')
        {
            throw Problem("it must be a JSON array, beginning with '['");
        }

        window.Pass(1);
    }

    /// <summary>Goes to the next element's first byte; false behind the end of the array.</summary>
    private async ValueTask<bool> FindAsync(long count, CancellationToken cancellationToken)
    {
        var next = await PeekAsync(cancellationToken);
        if (next == ']')
        {
            window.Pass(1);
            return await PeekAsync(cancellationToken) < 0
                ? false
                : throw Problem("nothing but white space may follow the array");
        }

        if (count > 0 && next >= 0)
        {
            if (next != ',')
            {
                throw Problem($"after item {count - 1} there must be ',' or ']'");
            }

            window.Pass(1);
            next = await PeekAsync(cancellationToken);
        }

        return next < 0 ? throw Problem("the array does not end; ']' is missing")
            : next is ',' or ']' ? throw Problem($"item {count} is missing before '{(char)next}'")
            : true;
    }

    private async ValueTask<JsonPayload> ReadOneAsync(long count, CancellationToken cancellationToken)
    {
        int length;
        while ((length = Measure(window.Bytes, window.IsAtEnd)) == 0 && !window.IsFull)
        {
            if (window.IsAtEnd)
            {
                throw Problem($"item {count} does not end");
            }

            await window.FillAsync(cancellationToken);
        }

        if (length == 0 || length > limits.ItemBytes)
        {
            throw Problem($"item {count} has more than {limits.ItemBytes} bytes");
        }

        if (!JsonPayload.TryParse(window.Bytes[..length], limits.Depth, out var payload, out var problem))
        {
            throw Problem($"item {count}, counted from its first byte, is {problem}");
        }

        window.Pass(length);
        return payload;
    }

    /// <summary>The length of the value that the bytes begin with; 0 when it does not end in them.</summary>
    /// <remarks>Looks at quotation marks and brackets only: whether it is JSON, the parser will
    /// say.</remarks>
    private static int Measure(ReadOnlySpan<byte> bytes, bool isAtEnd) => bytes[0] switch
    {
        (byte)'"' => MeasureString(bytes),
        (byte)'{' or (byte)'[' => MeasureBrackets(bytes),
        _ => bytes[1..].IndexOfAny(" \t\r\n,]}"u8) is var end and >= 0 ? end + 1 : isAtEnd ? bytes.Length : 0,
    };

    private static int MeasureString(ReadOnlySpan<byte> bytes)
    {
        for (var at = 1; at < bytes.Length; at++)
        {
            var next = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return 0;
            }

            at += next;
            if (bytes[at] == '"')
            {
                return at + 1;
            }

            at++; // What a backslash escapes is no end.
        }

        return 0;
    }

    private static int MeasureBrackets(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0, depth = 0; at < bytes.Length; at++)
        {
            var next = bytes[at..].IndexOfAny("\"[]{}"u8);
            if (next < 0)
            {
                return 0;
            }

            at += next;
            if (bytes[at] == '"')
            {
                var length = MeasureString(bytes[at..]);
                if (length == 0)
                {
                    return 0;
                }

                at += length - 1;
                continue;
            }

            depth += bytes[at] is (byte)'[' or (byte)'{' ? 1 : -1;
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return 0;
    }

    /// <summary>The next byte that is not white space; -1 at the end.</summary>
    private async ValueTask<int> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var blank = window.Bytes.IndexOfAnyExcept(" \t\r\n"u8);
            window.Pass(blank < 0 ? window.Bytes.Length : blank);
            if (blank >= 0)
            {
                return window.Bytes[0];
            }

            if (window.IsAtEnd)
            {
                return -1;
            }

            await window.FillAsync(cancellationToken);
        }
    }

    private ObjectException Problem(string problem) =>
        ItemObjects.Problem($"{address}, line {window.Line}, byte {window.Offset}", problem);
}
