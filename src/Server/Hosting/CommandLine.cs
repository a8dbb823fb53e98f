namespace Sluice.Server.Hosting;

/// <summary>What stands on the command line; null where an option was not given.</summary>
internal sealed record CommandLine
{
    public const string Help = $"""
        Usage: sluice [options]

          --listen URL    Where to listen; {ServerOptions.DefaultListen} when not given.
          --data DIR      The data directory, made when absent; {ServerOptions.DefaultData} when not given.
          --version       Print the version and stop.
          --help          Print this and stop.

        Settings in the environment:

          SLUICE_ACCESS_KEY_ID, SLUICE_ACCESS_KEY_SECRET
                                      The key pair that requests are signed with. Without it the server is open,
                                      and answers programs on this machine only.
          SLUICE_NONCES               Refuse repeated nonces: off, writes (default) or strict.
          SLUICE_CLOCK_SKEW_MINUTES   How far a request's time may be off; 15.
          SLUICE_EXPECTED_HOST        The host that clients sign, when a proxy in front rewrites it.
          SLUICE_MAX_CONNECTIONS      Connections open at once; 10000.
          SLUICE_LOG_LEVEL            debug, information, warning (default), error.

        """;

    private static readonly string[] Options = ["--listen", "--data", "--version", "--help"];

    public string? Listen { get; private init; }

    public string? Data { get; private init; }

    public bool ShowsHelp { get; private init; }

    public bool ShowsVersion { get; private init; }

    /// <param name="arguments"><c>--name value</c> or <c>--name=value</c>.</param>
    /// <exception cref="StartException">An unknown option, one without its value, or one given
    /// twice.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i++)
        {
            var equals = arguments[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arguments[i] : arguments[i][..equals];
            var takesValue = name is "--listen" or "--data";
            var value = equals >= 0 ? arguments[i][(equals + 1)..]
                : takesValue && i + 1 < arguments.Count ? arguments[++i]
                : "";
            line = name switch
            {
                "--listen" or "--data" when value.Length == 0 => throw Wrong($"{name} needs a value."),
                "--listen" when line.Listen is not null => throw Twice(name),
                "--listen" => line with { Listen = value },
                "--data" when line.Data is not null => throw Twice(name),
                "--data" => line with { Data = value },
                "--help" or "-h" when equals < 0 => line with { ShowsHelp = true },
                "--version" when equals < 0 => line with { ShowsVersion = true },
                _ => throw Unknown(arguments[i], name),
            };
        }

        return line;
    }

    private static StartException Unknown(string argument, string name)
    {
        var nearest = Options.MinBy(option => Distance(option, name))!;
        var suggestion = Distance(nearest, name) <= 3 ? $" Did you mean {nearest}?" : "";
        return Wrong($"Unknown option '{argument}'.{suggestion} See sluice --help.");
    }

    private static StartException Twice(string name) => Wrong($"{name} is given twice; give it once.");

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);

    /// <summary>How many letters must be added, dropped or changed to get from one text to the
    /// other.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
