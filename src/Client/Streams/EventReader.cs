using System.Runtime.CompilerServices;
using System.Text;

namespace Sluice.Client.Streams;

/// <summary>Takes the text of a stream apart into its events; what only keeps the connection open is left out.</summary>
internal static class EventReader
{
    public static async IAsyncEnumerable<ServerEvent> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (id, kind, data) = ("", "", new List<string>());
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                var (name, value) = Split(line);
                id = name == "id" ? value : id;
                kind = name == "event" ? value : kind;
                if (name == "data")
                {
                    data.Add(value);
                }

                continue;
            }

            if (data.Count > 0)
            {
                yield return new(id, kind, string.Join('\n', data));
            }

            (id, kind) = ("", "");
            data.Clear();
        }
    }

    private static (string Name, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (line, "")
            : (line[..colon], line.AsSpan(colon + 1) is [' ', .. var rest] ? rest.ToString() : line[(colon + 1)..]);
    }
}
