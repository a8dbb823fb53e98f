using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Sluice.Engine.Lives;
using Sluice.Model;

namespace Sluice.Testing.Recordings;

/// <summary>Reads a stream of recorded executions (<see cref="RecordingLines"/>), one execution after the other.</summary>
public sealed class RecordingReader
{
    /// <summary>A line has 256 KiB of events, or a definition of 1 MiB: more is no recording.</summary>
    private const int LongestLine = 64 * 1024 * 1024;

    private readonly StreamedDefinitions _definitions = new();
    private readonly long _mostBytes;
    private readonly Dictionary<string, Limits> _terms = new(StringComparer.Ordinal);
    private StreamedRecording? _open;

    /// <param name="mostBytes">Of events of one execution: one that has more is given, and cannot be read.</param>
    public RecordingReader(long mostBytes = long.MaxValue) => _mostBytes = mostBytes;

    /// <summary>Definitions that the stream has brought so far.</summary>
    public int Definitions => _definitions.Count;

    /// <summary>Characters that they have, all together.</summary>
    public long DefinitionLength => _definitions.Length;

    /// <summary>Left out by whoever gave the stream, since they have not ended.</summary>
    public int Running { get; private set; }

    /// <summary>Left out, since they were removed or damaged.</summary>
    public int Gone { get; private set; }

    /// <summary>The stream had its last line.</summary>
    public bool IsWhole { get; private set; }

    /// <exception cref="InvalidDataException">It is no such stream; the sentence says which line.</exception>
    public IAsyncEnumerable<StreamedRecording> ReadAsync(Stream stream, CancellationToken cancellationToken) =>
        ReadAsync(LinesAsync(stream, cancellationToken), cancellationToken);

    /// <param name="lines">Each without its end.</param>
    /// <inheritdoc cref="ReadAsync(Stream, CancellationToken)"/>
    public async IAsyncEnumerable<StreamedRecording> ReadAsync(
        IAsyncEnumerable<byte[]> lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            number++;
            var before = _open;
            Take(line, number);
            if (before is not null && before != _open)
            {
                yield return before;
            }
        }

        // One that the end of the stream has cut is not given as if it were whole.
        if (!IsWhole)
        {
            throw new InvalidDataException($"The recording ends after line {number} without its last line: it was cut.");
        }
    }

    private void Take(byte[] line, int number)
    {
        if (line.AsSpan().StartsWith("{\"events\""u8))
        {
            (_open ?? throw new InvalidDataException($"Line {number} has events of no execution.")).Add(line);
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            var member = document.RootElement.EnumerateObject().First();
            Take(member.Name, member.Value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"Line {number} is none of a recording: {e.Message}", e);
        }
    }

    private void Take(string kind, JsonElement value)
    {
        switch (kind)
        {
            case "definition":
                _definitions.Add(
                    Number(value, "revision"), Text(value, "flow"), Enum.Parse<ExecutionMode>(Text(value, "mode")), Text(value, "role"), Text(value, "text"));
                break;
            case "terms":
                _terms[Text(value, "number")] = StoredLimits.Read(value.GetProperty("limits").GetRawText());
                break;
            case "execution":
                _open = new(
                    Text(value, "flow"),
                    Text(value, "name"),
                    DateTimeOffset.FromUnixTimeMilliseconds(value.GetProperty("started").GetInt64()),
                    Enum.Parse<ExecutionStatus>(Text(value, "status")),
                    Number(value, "revision"),
                    Text(value, "seed"))
                {
                    Definitions = _definitions,
                    MostBytes = _mostBytes,
                    Limits = _terms.GetValueOrDefault(Text(value, "terms"), Limits.Default),
                };
                break;
            case "end":
                (IsWhole, _open) = (true, null);
                (Running, Gone) = (value.GetProperty("running").GetInt32(), value.GetProperty("gone").GetInt32());
                break;
            default:
                throw new FormatException($"nobody knows '{Excerpt.Of(kind)}'");
        }
    }

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString() ?? "";

    private static long Number(JsonElement value, string name) =>
        long.Parse(Text(value, name), NumberStyles.None, CultureInfo.InvariantCulture);

    private static async IAsyncEnumerable<byte[]> LinesAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var (start, end) = (0, 0);
        while (true)
        {
            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (found >= 0)
            {
                yield return buffer[start..(start + found)];
                start += found + 1;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, end < LongestLine
                    ? end * 2
                    : throw new InvalidDataException("A line is too long for a recording."));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0)
            {
                if (end > 0)
                {
                    yield return buffer[..end];
                }

                yield break;
            }

            end += read;
        }
    }
}
