using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Cpc.Cryptography.Tests")]
[assembly: InternalsVisibleTo("Cpc.Benchmarks")]
