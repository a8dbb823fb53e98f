using Microsoft.Extensions.Logging.Console;

namespace Sluice.Server.Logging;

/// <summary>How the log lines of every room are written.</summary>
public static class LogLines
{
    /// <summary>Lines look alike, and errors come at a rate.</summary>
    /// <param name="least">Lines of this level and above are written.</param>
    /// <remarks>
    /// The web server's own account of requests says less than the endpoint's line, and would cost every request an
    /// activity, a log scope and their ids. That a start has failed is told in a sentence, without its stack.
    /// </remarks>
    public static void Configure(ILoggingBuilder logging, LogLevel least)
    {
        logging.SetMinimumLevel(least)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddSimpleConsole(WriteOneLine);
        logging.ClearProviders();
        logging.Services.AddSingleton<ConsoleLoggerProvider>();
        logging.Services.AddSingleton<ILoggerProvider>(services => new MeasuredLoggers(
            services.GetRequiredService<ConsoleLoggerProvider>(), least, TimeProvider.System));
    }

    private static void WriteOneLine(SimpleConsoleFormatterOptions console)
    {
        console.SingleLine = true;
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        console.UseUtcTimestamp = true;
    }
}
