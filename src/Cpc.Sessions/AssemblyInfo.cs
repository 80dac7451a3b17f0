using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Cpc.Sessions.Tests")]
[assembly: InternalsVisibleTo("Cpc.Benchmarks")]
