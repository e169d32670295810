from bizenv.cli import main

main()
