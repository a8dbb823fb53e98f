using Microsoft.Extensions.Logging.Console;
using Sluice.Engine;

namespace Sluice.Server.Logging;

/// <summary>How the log lines of every room are written.</summary>
public static class LogLines
{
    /// <summary>Lines look alike, and errors come at a rate.</summary>
    /// <remarks>
    /// The web server's own account of requests says less than the endpoint's line, and would cost every request an
    /// activity, a log scope and their ids. That a start has failed is told in a sentence, without its stack.
    /// </remarks>
    public static void Configure(ILoggingBuilder logging, LogOptions options)
    {
        logging.SetMinimumLevel(options.Least)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter(EngineLogs.History, options.TellsEvents ? LogLevel.Information : LogLevel.None);
        if (options.Format == LogFormat.Json)
        {
            logging.AddJsonConsole(Stamp);
        }
        else
        {
            logging.AddSimpleConsole(WriteOneLine);
        }

        logging.ClearProviders();
        logging.Services.AddSingleton<ConsoleLoggerProvider>();
        logging.Services.AddSingleton<ILoggerProvider>(services => new MeasuredLoggers(
            services.GetRequiredService<ConsoleLoggerProvider>(), options.Least, TimeProvider.System));
    }

    private static void WriteOneLine(SimpleConsoleFormatterOptions console)
    {
        Stamp(console);
        console.SingleLine = true;
        console.TimestampFormat += " ";
    }

    private static void Stamp(ConsoleFormatterOptions console)
    {
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        console.UseUtcTimestamp = true;
    }
}
