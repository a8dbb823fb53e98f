using System.Globalization;
using Sluice.Interpreter.Replays;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Testing.Recordings;

/// <summary>A recorded execution of a stream. It is read when it is wanted, by whoever wants it.</summary>
/// <param name="Seed">32 hexadecimal digits.</param>
public sealed record StreamedRecording(string Flow, string Name, DateTimeOffset Started, ExecutionStatus Status, long Revision, string Seed)
{
    private readonly List<byte[]> _lines = [];
    private long _bytes;

    /// <summary>Definitions of the stream, by revision; those of later executions come while it is read.</summary>
    internal StreamedDefinitions Definitions { get; init; } = new();

    internal Limits Limits { get; init; } = Limits.Default;

    /// <summary>Of its events, as the stream has them.</summary>
    public long Bytes => _bytes;

    /// <summary>Of its events, that are kept to be read.</summary>
    internal long MostBytes { get; init; } = long.MaxValue;

    internal void Add(byte[] line)
    {
        _bytes += line.Length;
        _lines.Add(line);
        if (_bytes > MostBytes)
        {
            _lines.Clear();
        }
    }

    /// <summary>All that it did.</summary>
    /// <exception cref="InvalidDataException">It is not whole, or its definition is not accepted by this release; a sentence says so.</exception>
    public Recording Read()
    {
        if (_bytes > MostBytes)
        {
            throw new InvalidDataException($"Its events have more than the {MostBytes} bytes that are looked at here; 'sluice replay' has no such bound.");
        }

        var events = new List<HistoryEvent>();
        _lines.ForEach(line => StreamedEvents.Read(line, events));
        if (events.Count == 0 || events[0].Type != EventType.ExecutionStarted)
        {
            throw new InvalidDataException("Its beginning is not recorded.");
        }

        var redrives = events
            .Where(happened => happened.Type == EventType.ExecutionRedriven).Select(RecordedStimuli.RevisionsOf).ToList();
        var first = Definitions.Get(redrives.Count > 0 ? redrives[0].Before : Revision, Limits);
        var facts = new ExecutionFacts(Flow, Name, InputOf(events[0]), first.RoleArn, Started) { Mode = first.Mode };
        return new(first.Flow, facts, new DrawSeed(() => SeedOf(Seed)), Limits, first.Flow.Root.Id, events)
        {
            Text = first.Text,
            Revision = Revision,
            Revisions = redrives.Select(redrive => redrive.After).Distinct()
                .ToDictionary(revision => revision, revision => Definitions.Get(revision, Limits).AsRevision()),
        };
    }

    private static UInt128 SeedOf(string text) =>
        UInt128.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new InvalidDataException($"'{Excerpt.Of(text)}' is no seed of 32 hexadecimal digits.");

    private static JsonPayload InputOf(HistoryEvent started)
    {
        foreach (var (key, value) in started.Detail.Members)
        {
            if (key == "input")
            {
                return value;
            }
        }

        return JsonPayload.EmptyObject;
    }
}
