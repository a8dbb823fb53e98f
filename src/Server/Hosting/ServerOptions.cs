using System.Globalization;
using System.Net;
using Sluice.Server.Authentication;

namespace Sluice.Server.Hosting;

/// <summary>Everything that can be set, checked once at the start.</summary>
internal sealed record ServerOptions
{
    public const string DefaultListen = "http://127.0.0.1:8700";
    public const string DefaultData = "./sluice-data";

    /// <summary>Where to listen. <c>http://127.0.0.1:8700</c>.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The data directory. <c>./sluice-data</c>.</summary>
    public required string Data { get; init; }

    public required AuthenticationOptions Authentication { get; init; }

    /// <summary>Connections open at once; more are refused. 10 000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>The head of a request must be complete within this time. 30 seconds.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Lines of this level and above are logged. Warning.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <param name="variable">An environment variable's value; null or empty when it is not set.</param>
    /// <exception cref="StartException">A setting that cannot be, with a sentence that says what would be
    /// right.</exception>
    public static ServerOptions Read(CommandLine commandLine, Func<string, string?> variable)
    {
        var options = new ServerOptions
        {
            Listen = ListenUrl.Parse(commandLine.Listen ?? DefaultListen),
            Data = commandLine.Data ?? DefaultData,
            Authentication = new AuthenticationOptions
            {
                Key = ReadKey(variable),
                Nonces = Choice("SLUICE_NONCES", variable, NonceMode.Writes),
                ClockSkew = TimeSpan.FromMinutes(Number("SLUICE_CLOCK_SKEW_MINUTES", variable, 1, 1440, 15)),
                ExpectedHost = Text("SLUICE_EXPECTED_HOST", variable),
            },
            MaxConnections = Number("SLUICE_MAX_CONNECTIONS", variable, 1, 1_000_000, absent: 10_000),
            LogLevel = Choice("SLUICE_LOG_LEVEL", variable, LogLevel.Warning),
        };

        return options.Authentication.IsOpen && !IPAddress.IsLoopback(options.Listen.Address)
            ? throw Wrong(
                $"--listen {commandLine.Listen} would let anybody on the network in: without keys the server "
                + "listens on loopback addresses only. Set SLUICE_ACCESS_KEY_ID and SLUICE_ACCESS_KEY_SECRET, or "
                + $"listen on {DefaultListen}.")
            : options;
    }

    private static AccessKey? ReadKey(Func<string, string?> variable)
    {
        var (id, secret) = (Text("SLUICE_ACCESS_KEY_ID", variable), Text("SLUICE_ACCESS_KEY_SECRET", variable));
        return (id, secret) switch
        {
            (null, null) => null,
            (not null, not null) => new AccessKey(id, secret),
            _ => throw Wrong(
                "SLUICE_ACCESS_KEY_ID and SLUICE_ACCESS_KEY_SECRET belong together: set both, or neither."),
        };
    }

    private static string? Text(string name, Func<string, string?> variable) =>
        variable(name) is { Length: > 0 } text ? text : null;

    private static int Number(string name, Func<string, string?> variable, int least, int most, int absent)
    {
        if (Text(name, variable) is not { } text)
        {
            return absent;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
            ? value
            : throw Wrong($"{name}: '{text}' is not a whole number from {least} to {most}.");
    }

    private static T Choice<T>(string name, Func<string, string?> variable, T absent)
        where T : struct, Enum
    {
        if (Text(name, variable) is not { } text)
        {
            return absent;
        }

        // Names only: the library would take numbers too.
        var isName = char.IsAsciiLetter(text[0]);
        return isName && Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? value
            : throw Wrong(
                $"{name}: '{text}' is not one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
    }

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);
}
