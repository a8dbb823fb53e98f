namespace Sluice.Cli.Configuration;

/// <summary>How what is collected is sent.</summary>
internal enum OtlpProtocol
{
    Grpc,
    Http,
}
